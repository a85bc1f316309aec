package io.parley.push.lane;

import io.parley.push.Samples;
import io.parley.push.ScriptedProvider;
import io.parley.push.TestClock;
import io.parley.push.lane.Outcome.Kind;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Text;
import io.parley.push.provider.Answer;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

class LanesTest {

    private static final Answer SENT = new Answer.Sent("id");
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestClock clock = new TestClock();
    private final ScriptedProvider provider = new ScriptedProvider(100);
    private final Lanes lanes = new Lanes(provider, new LaneLimits(1000, HOUR), clock, () -> 1);
    private final List<String> ended = new ArrayList<>();
    private boolean abandoned;

    @Test
    void shouldSendOneAfterAnotherWhenTheyAreOfOneDeviceAndConversation() {
        // When
        offer(Samples.alarm("phone", "general", 5));
        offer(Samples.alarm("phone", "general", 6));
        offer(Samples.alarm("phone", "random", 1));
        offer(Samples.alarm("tablet", "general", 5));

        // Then
        assertThat(provider.sequences()).containsExactly(5L, 1L, 5L);
        provider.answer(SENT);
        assertThat(provider.sequences()).containsExactly(5L, 1L, 5L, 6L);
        assertThat(ended).containsExactly("5 SENT id 1");
    }

    @Test
    void shouldSendTheNewestAloneWhenSeveralWait() {
        // Given
        offer(Samples.alarm("phone", "general", 5));

        // When
        offer(Samples.alarm("phone", "general", 6));
        offer(Samples.alarm("phone", "general", 7));
        provider.answerAll(SENT);

        // Then
        assertThat(provider.sequences()).containsExactly(5L, 7L);
        assertThat(ended).containsExactly("6 SUPERSEDED superseded 0", "5 SENT id 1", "7 SENT id 1");
        assertThat(lanes.size()).isZero();
    }

    @Test
    void shouldSendOnceForEachDeviceAndConversationWhenTheProviderWasAwayForHours() {
        // Given
        long sequence = 1;
        offer(Samples.alarm("phone", "general", sequence));
        provider.answer(busy(Duration.ZERO));

        // When
        for (int minute = 0; minute < 180; minute++) {
            offer(Samples.alarm("phone", "general", ++sequence));
            clock.advance(Duration.ofMinutes(1));
            lanes.tick();
            provider.answerAll(busy(Duration.ZERO));
        }
        int tries = provider.asked().size();
        clock.advance(Duration.ofMinutes(2));
        lanes.tick();
        provider.answerAll(SENT);

        // Then
        assertThat(tries).isLessThanOrEqualTo(182);
        assertThat(ended).filteredOn(one -> one.contains("SENT")).hasSize(1);
        assertThat(provider.sequences().get(provider.sequences().size() - 1)).isEqualTo(sequence);
    }

    @Test
    void shouldKeepTheBackOffWhenANewerOneComesMeanwhile() {
        // Given
        offer(Samples.alarm("phone", "general", 5));
        provider.answer(new Answer.DeviceBusy("429", Duration.ofMinutes(5)));

        // When
        offer(Samples.alarm("phone", "general", 6));
        advance(Duration.ofMinutes(5).minusMillis(1));
        int before = provider.asked().size();
        advance(Duration.ofMillis(1));

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(provider.sequences()).containsExactly(5L, 6L);
    }

    @Test
    void shouldLetOthersGoOnWhenOneDeviceIsBusy() {
        // Given
        offer(Samples.alarm("phone", "general", 5));
        provider.answer(new Answer.DeviceBusy("429", Duration.ZERO));

        // When
        offer(Samples.alarm("tablet", "general", 5));

        // Then
        assertThat(provider.underWay()).isEqualTo(1);
        advance(Duration.ofMinutes(1));
        assertThat(provider.underWay()).isEqualTo(2);
    }

    @Test
    void shouldGiveUpWhenADeviceIsBusyForLongerThanTheAlarmAge() {
        // Given
        offer(Samples.alarm("phone", "general", 5));

        // When
        for (int round = 0; round < 10 && provider.underWay() > 0; round++) {
            provider.answer(new Answer.DeviceBusy("429", Duration.ZERO));
            advance(HOUR);
        }

        // Then
        assertThat(ended).hasSize(1).first().asString().startsWith("5 GIVEN_UP 429");
        assertThat(lanes.size()).isZero();
    }

    @Test
    void shouldHoldAllWhenTheProviderAsksForAPause() {
        // Given
        offer(Samples.alarm("phone", "general", 5));
        provider.answer(busy(Duration.ofSeconds(30)));

        // When
        offer(Samples.alarm("tablet", "general", 5));
        advance(Duration.ofSeconds(30));
        int early = provider.underWay();
        advance(Duration.ofSeconds(2));

        // Then
        assertThat(early).isZero();
        assertThat(provider.underWay()).isEqualTo(2);
    }

    @Test
    void shouldGiveUpANotificationOnWhichTheProviderAloneFails() {
        // Given
        offer(Samples.alarm("poison", "general", 5));

        // When
        int tries = 0;
        for (; ended.stream().noneMatch(one -> one.contains("GIVEN_UP")) && tries < 50; tries++) {
            offer(Samples.alarm("phone", "general", 100 + tries));
            answerPoison();
            advance(Duration.ofMinutes(2));
        }

        // Then
        assertThat(tries).isLessThan(20);
        assertThat(ended).contains("5 GIVEN_UP 503 " + LaneLimits.SUSPICIONS);
    }

    @Test
    void shouldShowWithoutSoundWhenAMessageIsOlderThanTheAlarmAge() {
        // Given
        clock.advance(HOUR.plusSeconds(1));

        // When
        offer(Samples.alarm("phone", "general", 5));

        // Then
        assertThat(provider.asked().get(0).manner()).isEqualTo(Manner.SILENT);
    }

    @Test
    void shouldSendNothingWhenANotificationHasExpired() {
        // Given
        clock.advance(Duration.ofDays(1));

        // When
        offer(Samples.alarm("phone", "general", 5));

        // Then
        assertThat(provider.asked()).isEmpty();
        assertThat(ended).containsExactly("5 EXPIRED expired 0");
    }

    @Test
    void shouldSendOnceMoreWithoutTextWhenThePayloadIsTooLarge() {
        // Given
        offer(Samples.alarm("phone", "general", 5));

        // When
        provider.answer(new Answer.TooLarge("413"));
        provider.answer(new Answer.TooLarge("413"));

        // Then
        assertThat(provider.asked()).hasSize(2);
        assertThat(provider.asked().get(1).text()).isEqualTo(Text.NONE);
        assertThat(ended).containsExactly("5 REFUSED 413 2");
    }

    @Test
    void shouldSendTheAlarmWhenACorrectionOvertakesItWhileItWaits() {
        // Given
        offer(Samples.alarm("phone", "general", 4));
        offer(Samples.alarm("phone", "general", 5));

        // When
        offer(Samples.silent("phone", "general", 5).with(Samples.text("Dinner?")));
        provider.answerAll(SENT);

        // Then
        Notification last = provider.asked().get(1);
        assertThat(last.manner()).isEqualTo(Manner.ALARM);
        assertThat(last.text().body()).contains("Dinner?");
    }

    @Test
    void shouldWithdrawAfterTheAlarmWhenItIsUnderWay() {
        // Given
        offer(Samples.alarm("phone", "general", 5));

        // When
        offer(Samples.withdrawal("phone", "general", 5));
        provider.answer(busy(Duration.ZERO));
        advance(Duration.ofMinutes(1));

        // Then
        assertThat(provider.asked()).extracting(Notification::manner).containsExactly(Manner.ALARM, Manner.WITHDRAWAL);
    }

    @Test
    void shouldSayWhenADeviceIsGone() {
        // Given
        List<Outcome> outcomes = new ArrayList<>();
        Instant since = Samples.NOW.minusSeconds(60);

        // When
        lanes.offer(new Work(Samples.alarm("phone", "general", 5), ending(outcomes::add)));
        provider.answer(new Answer.Gone("Unregistered", Optional.of(since)));

        // Then
        assertThat(outcomes).containsExactly(Outcome.gone("Unregistered", 1, Samples.NOW, since));
    }

    @Test
    void shouldCountFromTheQuestionWhenTheProviderDoesNotSaySinceWhenADeviceIsGone() {
        // Given
        List<Outcome> outcomes = new ArrayList<>();
        lanes.offer(new Work(Samples.alarm("phone", "general", 5), ending(outcomes::add)));

        // When
        clock.advance(Duration.ofSeconds(3));
        provider.answer(new Answer.Gone("410", Optional.empty()));

        // Then
        assertThat(outcomes).containsExactly(Outcome.gone("410", 1, clock.instant(), Samples.NOW));
    }

    @Test
    void shouldNameTheNotificationThatTookThePlaceOfAnother() {
        // Given
        List<Outcome> outcomes = new ArrayList<>();
        offer(Samples.alarm("phone", "general", 5));

        // When
        lanes.offer(new Work(Samples.alarm("phone", "general", 6), ending(outcomes::add)));
        offer(Samples.alarm("phone", "general", 7));

        // Then
        assertThat(outcomes)
                .containsExactly(Outcome.of(Kind.SUPERSEDED, "superseded", 0, Samples.NOW)
                        .by(7));
    }

    @Test
    void shouldRefuseWhenAProviderBreaksItsContract() {
        // When
        offer(Samples.alarm("phone", "general", 5));
        provider.fail(new IllegalStateException("broken for a test"));

        // Then
        assertThat(ended).containsExactly("5 REFUSED internal 1");
        assertThat(lanes.inFlight()).isZero();
    }

    @Test
    void shouldBeFullAtItsBoundAndHaveRoomAtThreeQuarters() {
        // Given
        Lanes few = new Lanes(provider, new LaneLimits(4, HOUR), clock, () -> 1);

        // When
        few.offer(new Work(Samples.alarm("a", "general", 1), ending(one -> {})));
        few.offer(new Work(Samples.alarm("b", "general", 1), ending(one -> {})));
        few.offer(new Work(Samples.alarm("c", "general", 1), ending(one -> {})));

        // Then
        assertThat(few.isFull()).isFalse();
        few.offer(new Work(Samples.alarm("d", "general", 1), ending(one -> {})));
        assertThat(few.isFull()).isTrue();
        provider.answer(SENT);
        assertThat(few.hasRoom()).isFalse();
        provider.answer(SENT);
        assertThat(few.hasRoom()).isTrue();
    }

    @Test
    void shouldHaveNoMoreUnderWayThanTheWindow() {
        // Given
        ScriptedProvider small = new ScriptedProvider(2);
        Lanes narrow = new Lanes(small, new LaneLimits(100, HOUR), clock, () -> 1);

        // When
        for (int device = 0; device < 10; device++) {
            narrow.offer(new Work(Samples.alarm("phone-" + device, "general", 1), ending(one -> {})));
        }

        // Then
        assertThat(small.underWay()).isEqualTo(2);
        small.answerAll(SENT);
        assertThat(small.asked()).hasSize(10);
        assertThat(narrow.size()).isZero();
    }

    @Test
    void shouldDelayNoOtherProviderWhenOneNeverAnswers() {
        // Given
        ScriptedProvider dead = new ScriptedProvider(1);
        Lanes stuck = new Lanes(dead, new LaneLimits(10, HOUR), clock, () -> 1);
        for (int device = 0; device < 20; device++) {
            stuck.offer(new Work(Samples.alarm("phone-" + device, "general", 1), ending(one -> {})));
        }

        // When
        offer(Samples.alarm("phone", "general", 5));
        provider.answerAll(SENT);

        // Then
        assertThat(stuck.isFull()).isTrue();
        assertThat(lanes.isFull()).isFalse();
        assertThat(ended).containsExactly("5 SENT id 1");
    }

    @Test
    void shouldForgetWhatNobodyWaitsFor() {
        // Given
        offer(Samples.alarm("phone", "general", 5));
        offer(Samples.alarm("phone", "general", 6));
        offer(Samples.alarm("busy", "general", 5));
        provider.answer(new Answer.Sent("id"));
        provider.answer(new Answer.DeviceBusy("429", Duration.ZERO));

        // When
        abandoned = true;
        lanes.sweep();
        advance(Duration.ofHours(2));

        // Then
        assertThat(provider.sequences()).containsExactly(5L, 5L, 6L);
        assertThat(lanes.size()).isEqualTo(1);
        provider.answerAll(SENT);
        assertThat(lanes.size()).isZero();
    }

    @Test
    void shouldNotNestWhenAProviderAnswersAtOnce() {
        // Given
        ImmediateProvider immediate = new ImmediateProvider();
        Lanes quick = new Lanes(immediate, new LaneLimits(100_000, HOUR), clock, () -> 1);
        List<Outcome> outcomes = new ArrayList<>();
        for (int device = 0; device < 50_000; device++) {
            quick.offer(new Work(Samples.alarm("phone-" + device, "general", 1), ending(outcomes::add)));
        }

        // When
        immediate.first().complete(SENT);

        // Then
        assertThat(outcomes).hasSize(50_000);
    }

    private void answerPoison() {
        // The poison is first in each round, if it is under way at all.
        while (provider.underWay() > 0) {
            boolean poison = provider.next().target().device().equals("poison");
            if (poison && provider.underWay() > 1) {
                provider.postpone();
            } else {
                provider.answer(poison ? busy(Duration.ZERO) : SENT);
            }
        }
    }

    private void advance(Duration time) {
        clock.advance(time);
        lanes.tick();
    }

    private void offer(Notification notification) {
        long sequence = notification.subject().sequence();
        lanes.offer(new Work(
                notification,
                ending(outcome ->
                        ended.add(sequence + " " + outcome.kind() + " " + outcome.code() + " " + outcome.tries()))));
    }

    private Ending ending(Consumer<Outcome> outcomes) {
        return new Ending() {
            @Override
            public void ended(Outcome outcome) {
                outcomes.accept(outcome);
            }

            @Override
            public boolean isAbandoned() {
                return abandoned;
            }
        };
    }

    private static Answer busy(Duration atLeast) {
        return new Answer.ProviderBusy("503", atLeast);
    }
}
