package io.parley.gateway.limit;

import io.parley.gateway.GatewaySetup;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetsTest {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private long nanos = -5;

    @Test
    void shouldTakeTwoSecondsWorthOfCommandsOfAllSessionsOfAUserAndThenSayHowLongToWait() {
        // Given
        Budgets budgets = budgets("gateway.commands-per-second-per-user", "10");
        Budget phone = budgets.of("phone", ALICE, HERE);
        Budget laptop = budgets.of("laptop", ALICE, HERE);
        Budget stranger = budgets.of("stranger", BOB, HERE);

        // When
        assertThat(IntStream.range(0, 10)
                        .allMatch(i -> phone.take(Work.PLAIN_COMMAND).isEmpty()
                                && laptop.take(Work.PLAIN_COMMAND).isEmpty()))
                .isTrue();

        // Then
        assertThat(phone.take(Work.PLAIN_COMMAND)).contains(new Shortage(Shortage.Of.COMMANDS, Duration.ofMillis(100)));
        assertThat(laptop.take(Work.PLAIN_COMMAND)).isPresent();
        assertThat(stranger.take(Work.PLAIN_COMMAND)).isEmpty();
        nanos += 99_999_999;
        assertThat(laptop.take(Work.PLAIN_COMMAND)).contains(new Shortage(Shortage.Of.COMMANDS, Duration.ofNanos(1)));
        nanos += 1;
        assertThat(laptop.take(Work.PLAIN_COMMAND)).isEmpty();
        assertThat(phone.take(Work.PLAIN_COMMAND)).isPresent();
    }

    @Test
    void shouldGiveNobodyAFreshBudgetForConnectingAgain() {
        // Given
        Budgets budgets = budgets("gateway.commands-per-second-per-user", "1", "gateway.work-per-second-per-user", "1");
        Budget first = budgets.of("first", ALICE, HERE);
        first.take(Work.PLAIN_COMMAND);
        first.take(Work.PLAIN_COMMAND);
        first.take(Work.request(20));

        // When
        budgets.evictIdle();
        Budget second = budgets.of("second", ALICE, HERE);

        // Then
        assertThat(second.take(Work.PLAIN_COMMAND)).isPresent();
        assertThat(second.take(Work.request(1))).isPresent();
    }

    @Test
    void shouldBoundASessionBelowItsUserAndTakeNothingWhenItRefuses() {
        // Given
        Budgets budgets =
                budgets("gateway.work-per-second-per-session", "10", "gateway.work-per-second-per-user", "15");
        Budget phone = budgets.of("phone", ALICE, HERE);
        Budget laptop = budgets.of("laptop", ALICE, HERE);

        // Then: 200 at once for a session, 300 for the user
        assertThat(phone.take(Work.request(200))).isEmpty();
        assertThat(phone.take(Work.request(10))).contains(new Shortage(Shortage.Of.SESSION, Duration.ofSeconds(1)));
        assertThat(laptop.take(Work.request(150)))
                .contains(new Shortage(Shortage.Of.USER, Duration.ofNanos(3_333_333_333L)));
        assertThat(laptop.take(Work.request(100))).isEmpty();
    }

    @Test
    void shouldCountAllOfOneNetworkTogetherWhereAddressesAreLimited() throws Exception {
        // Given
        Budgets budgets = budgets("gateway.work-per-second-per-address", "10");
        Budget alice = budgets.of("a", ALICE, InetAddress.getByName("2001:db8::1"));
        Budget neighbour = budgets.of("b", BOB, InetAddress.getByName("2001:db8::ffff"));
        Budget other = budgets.of("c", BOB, InetAddress.getByName("2001:db8:0:1::1"));
        alice.take(Work.request(200));

        // Then
        assertThat(neighbour.take(Work.request(1))).contains(new Shortage(Shortage.Of.ADDRESS, Duration.ofMillis(100)));
        assertThat(other.take(Work.request(1))).isEmpty();
    }

    @Test
    void shouldTakeAnAnswerOnCreditAndNothingMoreUntilItIsPaid() {
        // Given
        Budgets budgets = budgets("gateway.work-per-second-per-session", "10");
        Budget session = budgets.of("s", ALICE, HERE);
        session.take(Work.request(150));

        // When
        session.answered(100 << 10);

        // Then
        assertThat(session.take(Work.request(1))).contains(new Shortage(Shortage.Of.SESSION, Duration.ofMillis(5_100)));
    }

    @Test
    void shouldSayWhenTheNextGroupAndTheNextMembersMayCome() {
        // Given
        Budgets budgets = budgets("gateway.groups-per-day-per-user", "24", "gateway.members-per-day-per-user", "48");
        Budget session = budgets.of("s", ALICE, HERE);
        Work group = new Work(1, 6, 1, 1);
        assertThat(IntStream.range(0, 24).allMatch(i -> session.take(group).isEmpty()))
                .isTrue();

        // Then
        assertThat(session.take(group)).contains(new Shortage(Shortage.Of.GROUPS, Duration.ofHours(1)));
        assertThat(session.take(new Work(1, 6, 0, 24))).isEmpty();
        assertThat(session.take(new Work(1, 6, 0, 2))).contains(new Shortage(Shortage.Of.MEMBERS, Duration.ofHours(1)));
        assertThat(session.take(Work.PLAIN_COMMAND)).isEmpty();
        nanos += Duration.ofHours(1).toNanos();
        assertThat(session.take(group)).isEmpty();
    }

    @Test
    void shouldTakeAWholeBucketForWhatIsMoreThanOne() {
        // Given
        Budgets budgets = budgets("gateway.work-per-second-per-session", "1");
        Budget session = budgets.of("s", ALICE, HERE);

        // Then
        assertThat(session.take(Work.request(1_000))).isEmpty();
        assertThat(session.take(Work.request(1_000)))
                .contains(new Shortage(Shortage.Of.SESSION, Duration.ofSeconds(20)));
    }

    @Test
    void shouldForgetWhoseBudgetsAreWholeAgainAndNotBefore() {
        // Given
        Budgets budgets = budgets("gateway.work-per-second-per-session", "10");
        budgets.of("s", ALICE, HERE).take(Work.request(5));
        int before = budgets.size();

        // When
        nanos += Duration.ofMillis(499).toNanos();
        budgets.evictIdle();

        // Then
        assertThat(budgets.size()).isEqualTo(before).isPositive();
        nanos += Duration.ofMillis(1).toNanos();
        budgets.evictIdle();
        assertThat(budgets.size()).isZero();
    }

    @Test
    void shouldForgetThoseWithTheMostLeftWhenThereAreTooMany() {
        // Given
        KeyedBuckets<Integer> buckets = new KeyedBuckets<>(Rate.perSecond(100, 1), () -> nanos);
        for (int key = 0; key < KeyedBuckets.MOST_KEYS + 10; key++) {
            buckets.take(key, key < KeyedBuckets.MOST_KEYS ? 100 : 1);
        }

        // When
        buckets.evictIdle();

        // Then
        assertThat(buckets.size()).isEqualTo(KeyedBuckets.MOST_KEYS);
        assertThat(buckets.isEmpty(0)).isTrue();
        assertThat(buckets.isEmpty(KeyedBuckets.MOST_KEYS - 1)).isTrue();
    }

    @Test
    void shouldCountNothingWhenThereIsNoLimit() {
        // Given
        Budgets budgets = budgets();
        Budget session = budgets.of("s", ALICE, HERE);

        // Then
        assertThat(IntStream.range(0, 10_000)
                        .allMatch(
                                i -> session.take(new Work(1, 1_000, 1, 1_000)).isEmpty()))
                .isTrue();
        assertThat(budgets.size()).isZero();
    }

    private Budgets budgets(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of(
                "gateway.work-per-second-per-session", "0",
                "gateway.work-per-second-per-user", "0",
                "gateway.groups-per-day-per-user", "0",
                "gateway.members-per-day-per-user", "0"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Budgets(GatewaySetup.with(values).limits().clients(), () -> nanos);
    }
}
