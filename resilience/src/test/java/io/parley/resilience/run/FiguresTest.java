package io.parley.resilience.run;

import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.SeenEvent;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FiguresTest {

    private final List<Entry> entries = new ArrayList<>();

    @Test
    void shouldMeasureEachFaultByItself() {
        // Given
        mark(1_000, Entry.Phase.STEADY, "the load");
        message(5_000, 5_040, "c1", 1);
        mark(10_000, Entry.Phase.FAULT, "first");
        message(11_000, 14_000, "c2", 2);
        mark(15_000, Entry.Phase.SERVING, "first");
        message(19_000, 19_030, "c3", 3);
        mark(20_000, Entry.Phase.FAULT, "second");
        message(21_000, 21_100, "c4", 4);
        mark(22_000, Entry.Phase.SERVING, "second");
        message(24_000, 29_000, "c5", 5);
        mark(25_000, Entry.Phase.ENDED, "the load");

        // When
        List<Figures> figures = Figures.of(ordered());

        // Then
        assertThat(figures).extracting(Figures::fault).containsExactly("first", "second");
        assertThat(figures).extracting(Figures::commands).containsExactly(2, 2);
        assertThat(figures).extracting(one -> one.before().max()).containsExactly(40L, 30L);
        assertThat(figures).extracting(one -> one.during().max()).containsExactly(3_000L, 5_000L);
        assertThat(figures).extracting(Figures::longestSilence).containsExactly(5_030L, 7_900L);
        assertThat(figures).extracting(Figures::servingAfter).containsExactly(5_000L, 2_000L);
    }

    @Test
    void shouldCountAReceiptOnceWhenAnEventIsRepeated() {
        // Given
        mark(0, Entry.Phase.FAULT, "first");
        message(100, 150, "c1", 1);
        entries.add(seen(9_000, "c1", 1));
        mark(10_000, Entry.Phase.ENDED, "the load");

        // When
        Figures.Latency during = Figures.of(ordered()).get(0).during();

        // Then
        assertThat(during).isEqualTo(new Figures.Latency(1, 50, 50, 50));
    }

    @Test
    void shouldMeasureHowLateChangesOfPresenceAreShown() {
        // Given
        mark(0, Entry.Phase.FAULT, "first");
        due(1_000, "offline");
        entries.add(new Entry.Presence(3_500, "ann/0", "ann", "bob", "offline"));
        due(11_000, "online");
        due(21_000, "offline");
        entries.add(new Entry.Presence(22_000, "ann/0", "ann", "bob", "offline"));
        mark(30_000, Entry.Phase.ENDED, "the load");

        // When
        Figures.Lateness presence = Figures.of(ordered()).get(0).presence();

        // Then
        assertThat(presence).isEqualTo(new Figures.Lateness(3, 2_500, 1));
    }

    @Test
    void shouldCountLiveEventsInStepsAroundAFault() {
        // Given
        message(4_000, 5_600, "c1", 1);
        mark(10_000, Entry.Phase.FAULT, "first");
        message(10_000, 10_700, "c2", 2);
        mark(12_000, Entry.Phase.ENDED, "the load");

        // When
        Timeline timeline = Timeline.of(ordered()).get(0);

        // Then
        assertThat(timeline.counts()).hasSize(14);
        assertThat(timeline.counts().get(1)).isEqualTo(1);
        assertThat(timeline.counts().get(timeline.before() + 1)).isEqualTo(1);
        assertThat(timeline.counts().stream().mapToInt(count -> count).sum()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAFaultWithoutALoad() {
        // Given
        mark(10_000, Entry.Phase.FAULT, "first");
        message(11_000, 11_100, "c1", 1);

        // Then
        assertThatIllegalStateException()
                .isThrownBy(() -> Landing.check(ordered()))
                .withMessageContaining("first didn't land: no events arrived");
    }

    @Test
    void shouldCountTheSilenceOfAFaultThatNothingCameAfter() {
        // Given
        message(9_000, 9_100, "c1", 1);
        mark(10_000, Entry.Phase.FAULT, "first");
        message(11_000, 90_100, "c2", 2);
        mark(75_000, Entry.Phase.FAULT, "second");
        message(76_000, 90_000, "c3", 3);
        mark(90_000, Entry.Phase.ENDED, "the load");

        // Then
        assertThatCode(() -> Landing.check(ordered())).doesNotThrowAnyException();
        assertThat(Figures.of(ordered()).get(0).longestSilence()).isEqualTo(65_000);
    }

    @Test
    void shouldAcceptAFaultUnderLoad() {
        // Given
        message(9_000, 9_100, "c1", 1);
        mark(10_000, Entry.Phase.FAULT, "first");
        message(11_000, 11_100, "c2", 2);

        // Then
        assertThatCode(() -> Landing.check(ordered())).doesNotThrowAnyException();
    }

    private List<Entry> ordered() {
        return entries.stream().sorted(Comparator.comparingLong(Entry::at)).toList();
    }

    private void mark(long at, Entry.Phase phase, String what) {
        entries.add(new Entry.Mark(at, phase, what));
    }

    private void due(long at, String status) {
        entries.add(new Entry.PresenceDue(at, "ann", "bob", status));
    }

    private void message(long sentAt, long seenAt, String id, long sequence) {
        entries.add(new Entry.Sent(sentAt, "ann/0", "ann", "talk", id, (int) sequence));
        entries.add(seen(seenAt, id, sequence));
    }

    private static Entry seen(long at, String id, long sequence) {
        return new Entry.Seen(
                at, "bob/0", "bob", true, new SeenEvent("talk", sequence, "message", id, "ann", "", "hello"));
    }
}
