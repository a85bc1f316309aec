package io.parley.bench.plan;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SizingTest {

    /** 10,000 messages a second at the peak, half of the members connected. */
    private static final Demand DEMAND = new Demand(10_000_000, 432_000_000, 2, 0.5, 3, 100);

    private static final Costs COSTS = costs(
            Map.of(
                    Tier.CONVERSATION,
                    100.0,
                    Tier.GATEWAY,
                    50.0,
                    Tier.USER,
                    80.0,
                    Tier.BROKER,
                    40.0,
                    Tier.CONNECT,
                    10.0,
                    Tier.CASSANDRA,
                    60.0),
            Map.of());

    private static final SessionCosts NO_SESSIONS = new SessionCosts(Map.of(), Map.of(), "a test");

    @Test
    void shouldTurnADayIntoAPeak() {
        assertThat(DEMAND.peakRate()).isCloseTo(10_000, within(1e-6));
        assertThat(DEMAND.deliveries()).isCloseTo(2, within(1e-9));
        assertThat(DEMAND.connections()).isEqualTo(5_000_000);
    }

    @Test
    void shouldSizeCpuByWhatATiersWorkGrowsWith() {
        // When
        Sizing sizing = of(DEMAND, COSTS, Assumed.STANDARD);

        // Then: the event, two rows and 3 expansions where there were 4
        assertThat(amount(sizing, "conversation: CPU")).isCloseTo(10_000 * 100e-6 * 6 / 7, within(1e-9));
        // An inbox row for each of 3 members, connected or not, where 4 were measured
        assertThat(amount(sizing, "user: CPU")).isCloseTo(0.6, within(1e-9));
        // The command, its answer and 2 deliveries where there were 4
        assertThat(amount(sizing, "gateways: CPU")).isCloseTo(10_000 * 50e-6 * 4 / 6, within(1e-9));
        // Each of three copies, and in each of two tiers
        assertThat(amount(sizing, "brokers: CPU")).isCloseTo(1.2, within(1e-9));
        assertThat(amount(sizing, "Cassandra, hot: CPU")).isCloseTo(1.8, within(1e-9));
        assertThat(amount(sizing, "Cassandra, warm: CPU")).isCloseTo(1.8, within(1e-9));
        // Three sinks, and a push for the one member who isn't there
        assertThat(amount(sizing, "Connect workers: CPU")).isCloseTo(10_000 * 10e-6 * 4, within(1e-9));
    }

    @Test
    void shouldCountExpansionsAsTheyWereMeasuredWhenUsersSharedPartitions() {
        // Given: bytes as those of one expansion for each event, with the names of all members
        Costs costs = new Costs(
                Map.of(Tier.CONVERSATION, 100.0),
                Map.of(),
                4,
                0,
                Map.of("parley.events", 300.0, "parley.expansions", 360.0),
                100,
                List.of("a test"));

        // Then
        assertThat(amount(of(DEMAND, costs, Assumed.STANDARD), "conversation: CPU"))
                .isCloseTo(10_000 * 100e-6 * 6 / 4.2, within(1e-9));
    }

    @Test
    void shouldChargeForConnectsAndForIdleSessions() {
        // Given
        SessionCosts sessions = new SessionCosts(
                Map.of(Tier.GATEWAY, 300.0, Tier.PRESENCE, 200.0), Map.of(Tier.GATEWAY, 10.0), "a test");
        Costs costs = costs(Map.of(Tier.GATEWAY, 0.0, Tier.PRESENCE, 1_000.0), Map.of());

        // When
        Sizing sizing = Sizing.of(DEMAND, Optional.of(costs), sessions, Assumed.STANDARD);

        // Then: 10 M users × 10 connects ÷ 86,400 × 2, and 5 M sessions × 10 µs
        double connects = 1e8 / 86_400 * 2;
        assertThat(amount(sizing, "gateways: CPU")).isCloseTo(connects * 300e-6 + 50, within(1e-6));
        // Presence hears of connects, not of messages
        assertThat(amount(sizing, "presence: CPU")).isCloseTo(connects * 200e-6, within(1e-6));
    }

    @Test
    void shouldSizeGatewaysBySessionsWhenThoseAreWhatThereIsMostOf() {
        // When
        Sizing sizing = of(DEMAND, COSTS, Assumed.STANDARD);

        // Then: 250 for the sessions, and one that may fail
        assertThat(amount(sizing, "gateways")).isEqualTo(251);
    }

    @Test
    void shouldFindCpuTightestWhenThatIsWhatIsUsedMost() {
        // Given
        Costs costs = decisions(1_590, 0);

        // When
        Sizing sizing = of(DEMAND, costs, Assumed.STANDARD);

        // Then: 15.9 cores on two nodes, of which 16 may be in use
        assertThat(amount(sizing, "conversation")).isEqualTo(2);
        assertThat(used(sizing, "conversation: CPU")).isCloseTo(0.994, within(0.001));
        assertThat(used(of(DEMAND, costs, Assumed.STANDARD), "gateways: sessions"))
                .isCloseTo(0.996, within(0.001));
        assertThat(of(new Demand(10_000_000, 432_000_000, 2, 0.1, 3, 100), costs, Assumed.STANDARD)
                        .tightest())
                .map(Line::what)
                .contains("conversation: CPU");
    }

    @Test
    void shouldTakeOffEachNodeWhatItsProcessTakesByItself() {
        // Given
        Costs costs = decisions(2_000, 1.5);

        // When
        Sizing sizing = of(DEMAND, costs, Assumed.STANDARD);

        // Then: 20 cores where 8 - 1.5 are left of each node
        assertThat(amount(sizing, "conversation")).isEqualTo(4);
        assertThat(amount(sizing, "conversation: CPU")).isCloseTo(20 + 4 * 1.5, within(1e-9));
        assertThatThrownBy(() -> of(DEMAND, costs, Assumed.of(Map.of("cores", 2.0))))
                .hasMessage("cores: 1.0 may be in use, and each of conversation takes 1.5 for itself (expected: more)");
    }

    @Test
    void shouldCountMorePartitionsWhenTheThreadsNeedThem() {
        // Given
        Costs costs = decisions(10_000, 0);

        // When
        Sizing sizing = of(DEMAND, costs, Assumed.STANDARD);

        // Then: 100 cores are 200 threads half in use, and there are twice as many partitions as those at least
        assertThat(amount(sizing, "partitions by conversation")).isEqualTo(512);
        assertThat(used(sizing, "partitions by conversation")).isCloseTo(200 / 512.0, within(1e-9));
        assertThat(amount(sizing, "partitions by user")).isEqualTo(128);
        assertThat(amount(sizing, "most of one conversation")).isCloseTo(50, within(1e-9));
    }

    @Test
    void shouldSizeTheStoreAndTheStatesByDisk() {
        // When
        Sizing sizing = Sizing.of(DEMAND, Optional.empty(), NO_SESSIONS, Assumed.STANDARD);

        // Then: 432 M × 30 days × 125 bytes × 3 copies
        assertThat(amount(sizing, "Cassandra, hot: disk")).isCloseTo(4.86, within(0.01));
        assertThat(amount(sizing, "Cassandra, hot")).isEqualTo(3);
        // 432 M × 2,555 days × (100 + 40) bytes ÷ 2
        assertThat(amount(sizing, "object storage, cold")).isCloseTo(77.3, within(0.1));
        // (432 M × 49 h ÷ 24 × 77 bytes + 10 M × 20 × 70) × 2
        assertThat(amount(sizing, "conversation: disk")).isCloseTo(0.164, within(0.001));
        // 10 M × 20 × 167 × 2
        assertThat(amount(sizing, "user: disk")).isCloseTo(0.067, within(0.001));
    }

    @Test
    void shouldSizeTheLogByTheBytesThatWereMeasured() {
        // Given
        Costs costs = new Costs(
                Map.of(),
                Map.of(),
                6,
                0,
                Map.of(
                        "parley.commands",
                        250.0,
                        "parley.events",
                        300.0,
                        "parley.deliveries.gateway-1",
                        999.0,
                        "parley.expansions",
                        999.0,
                        "parley.user-user-inboxes-changelog",
                        600.0,
                        "parley.conversation-conversation-state-changelog",
                        70.0,
                        "__consumer_offsets",
                        8.0),
                100,
                List.of("a test"));

        // When
        Sizing sizing = of(DEMAND, costs, Assumed.STANDARD);

        // Then: 10,000/s; 3 members, of whom 2 are connected
        assertThat(amount(sizing, "log: commands, events")).isCloseTo(5.5, within(1e-6));
        assertThat(amount(sizing, "log: expansions")).isCloseTo(9, within(1e-6));
        assertThat(amount(sizing, "log: deliveries")).isCloseTo(6, within(1e-6));
        assertThat(amount(sizing, "log: pushes")).isCloseTo(3, within(1e-6));
        assertThat(amount(sizing, "log: changelogs")).isCloseTo(3 + 0.7, within(1e-6));
        assertThat(amount(sizing, "log: outcomes, offsets, marks")).isCloseTo(0.08, within(1e-6));
        assertThat(amount(sizing, "into the log"))
                .isCloseTo(5.5 + 9 + 6 + 3 + 3.7 + 0.08 + amount(sizing, "log: connects"), within(1e-6));
    }

    @Test
    void shouldSayNothingOfCpuWhenNothingWasMeasured() {
        assertThat(Sizing.of(DEMAND, Optional.empty(), SessionCosts.assumed(Assumed.STANDARD), Assumed.STANDARD)
                        .lines())
                .noneMatch(line -> line.what().contains("CPU"));
    }

    @Test
    void shouldNeverUseMoreThanThereIs() {
        for (double users = 10; users < 1e9; users *= 7) {
            // When
            Sizing sizing = Sizing.of(
                    new Demand(users, 20 * users, 3, 0.2, 5.1, 100),
                    Optional.of(COSTS),
                    SessionCosts.assumed(Assumed.STANDARD),
                    Assumed.STANDARD);

            // Then
            assertThat(sizing.lines()).allSatisfy(line -> {
                assertThat(line.used()).as(line.what()).isBetween(0.0, 1.0);
                assertThat(line.amount()).as(line.what()).isPositive();
            });
            assertThat(sizing.tightest()).isPresent();
        }
    }

    @Test
    void shouldRefuseADemandThatMakesNoSense() {
        assertThatThrownBy(() -> new Demand(0, 1, 1, 1, 1, 1)).hasMessageContaining("users: 0.0 (expected");
        assertThatThrownBy(() -> new Demand(1, 1, 1, 2, 1, 1)).hasMessageContaining("online: 2.0 (expected");
    }

    @Test
    void shouldRefuseAssumptionsThatMakeNoSense() {
        assertThatThrownBy(() -> Assumed.of(Map.of("speed", 1.0)))
                .hasMessageStartingWith("assume: speed (expected: one of utilization, cores, ");
        assertThatThrownBy(() -> Assumed.of(Map.of("cores", 0.0))).hasMessage("cores: 0.0 (expected: above 0)");
        assertThatThrownBy(() -> Assumed.of(Map.of("utilization", 2.0)))
                .hasMessage("utilization: 2.0 (expected: above 0, up to 1)");
        assertThat(Assumed.of(Map.of("copies", 5.0)).get(Assumption.COPIES)).isEqualTo(5);
    }

    /** Of messages to as many members as the demand has. */
    private static Costs decisions(double micros, double fixed) {
        return new Costs(
                Map.of(Tier.CONVERSATION, micros),
                Map.of(Tier.CONVERSATION, fixed),
                3,
                0,
                Map.of(),
                100,
                List.of("a test"));
    }

    private static Costs costs(Map<Tier, Double> micros, Map<Tier, Double> fixed) {
        return new Costs(micros, fixed, 4, 0, Map.of(), 100, List.of("a test"));
    }

    private static Sizing of(Demand demand, Costs costs, Assumed assumed) {
        return Sizing.of(demand, Optional.of(costs), NO_SESSIONS, assumed);
    }

    private static double amount(Sizing sizing, String what) {
        return line(sizing, what).amount();
    }

    private static double used(Sizing sizing, String what) {
        return line(sizing, what).used();
    }

    private static Line line(Sizing sizing, String what) {
        return Stream.concat(sizing.lines().stream(), sizing.limits().stream())
                .filter(line -> line.what().equals(what))
                .findFirst()
                .orElseThrow();
    }
}
