package io.parley.topologies.presence;

import io.parley.topologies.presence.LeaseJudge.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Times are in milliseconds of the log's clock. */
class LeaseJudgeTest {

    private static final Duration LEASE_TIME = Duration.ofSeconds(3);
    private static final Duration TICK_GAP = Duration.ofMillis(1_500);

    private final SortedMap<String, GatewayLease> leases = new TreeMap<>();
    private LeaseJudge judge = new LeaseJudge(LEASE_TIME, TICK_GAP);

    @Test
    void shouldNotJudgeAGatewayThatLives() {
        // When
        List<Verdict> verdicts = new ArrayList<>();
        for (int second = 0; second < 60; second++) {
            lease("gw-1", 7, second * 1_000);
            verdicts.addAll(tick(second * 1_000 + 500));
        }

        // Then
        assertThat(verdicts).isEmpty();
    }

    @Test
    void shouldJudgeAGatewayWithinALeaseTimeAndATickWhenItDied() {
        // Given
        for (int second = 0; second < 10; second++) {
            lease("gw-1", 7, second * 1_000);
            lease("gw-2", 8, second * 1_000);
            tick(second * 1_000 + 999);
        }

        // When
        List<Long> verdictAt = new ArrayList<>();
        for (long at = 10_999; at < 16_000 && verdictAt.isEmpty(); at += 1_000) {
            lease("gw-2", 8, at);
            if (tick(at).equals(List.of(new Verdict("gw-1", 7)))) {
                verdictAt.add(at);
            }
        }

        // Then
        assertThat(verdictAt)
                .singleElement()
                .satisfies(at -> assertThat(at - 9_000).isLessThanOrEqualTo(4_000));
    }

    @Test
    void shouldSpareALeaseThatIsJustAsOldAsItMayBe() {
        // Given
        lease("gw-1", 7, 0);
        tick(0);
        tick(1_000);
        tick(2_000);

        // When
        List<Verdict> onTime = tick(3_000);
        List<Verdict> late = tick(3_001);

        // Then
        assertThat(onTime).isEmpty();
        assertThat(late).containsExactly(new Verdict("gw-1", 7));
    }

    @Test
    void shouldSpareEveryGatewayWhenTheBrokerPaused() {
        // Given
        for (int second = 0; second < 10; second++) {
            lease("gw-1", 7, second * 1_000);
            tick(second * 1_000 + 500);
        }

        // When
        List<Verdict> verdicts = new ArrayList<>(tick(60_000));
        verdicts.addAll(tick(60_001));
        verdicts.addAll(tick(61_000));
        lease("gw-1", 7, 61_500);
        for (int second = 62; second < 80; second++) {
            lease("gw-1", 7, second * 1_000);
            verdicts.addAll(tick(second * 1_000 + 500));
        }

        // Then
        assertThat(verdicts).isEmpty();
    }

    @Test
    void shouldSpareEveryGatewayWhenTheTopologyPausedAndReadsWhatItMissed() {
        // Given
        for (int second = 0; second < 5; second++) {
            lease("gw-1", 7, second * 1_000);
            tick(second * 1_000 + 500);
        }

        // When
        for (int second = 5; second < 30; second++) {
            lease("gw-1", 7, second * 1_000);
        }
        List<Verdict> verdicts = new ArrayList<>(tick(29_500));
        for (int second = 30; second < 40; second++) {
            lease("gw-1", 7, second * 1_000);
            verdicts.addAll(tick(second * 1_000 + 500));
        }

        // Then
        assertThat(verdicts).isEmpty();
    }

    @Test
    void shouldWaitForAWholeLeaseTimeOfTicksAgainWhenTheChainBroke() {
        // Given
        lease("gw-1", 7, 0);
        tick(0);
        tick(1_000);

        // When
        List<Long> verdictsAt = new ArrayList<>();
        for (long at = 2_501; at <= 6_501; at += 1_000) {
            if (!tick(at).isEmpty()) {
                verdictsAt.add(at);
            }
        }

        // Then
        assertThat(verdictsAt).containsExactly(5_501L, 6_501L);
    }

    @Test
    void shouldStartTheChainOverAndKnowTheLeasesWhenItIsRestarted() {
        // Given
        lease("gw-1", 7, 0);
        lease("gw-2", 9, 0);
        lost("gw-2", 9, 500);
        for (int second = 0; second < 3; second++) {
            tick(second * 1_000);
        }

        // When
        judge = new LeaseJudge(LEASE_TIME, TICK_GAP);
        List<Verdict> early = new ArrayList<>();
        for (int second = 3; second < 6; second++) {
            early.addAll(tick(second * 1_000));
        }
        List<Verdict> late = tick(6_000);

        // Then
        assertThat(early).isEmpty();
        assertThat(late).containsExactly(new Verdict("gw-1", 7));
    }

    @Test
    void shouldTakeAGatewayAsLiveWhenItComesBackUnderANewEpoch() {
        // Given
        lease("gw-1", 7, 0);
        lost("gw-1", 7, 4_000);
        lease("gw-1", 8, 5_000);

        // When
        List<Verdict> verdicts = new ArrayList<>();
        for (int second = 5; second <= 9; second++) {
            verdicts.addAll(tick(second * 1_000));
        }

        // Then
        assertThat(verdicts).containsExactly(new Verdict("gw-1", 8));
    }

    @Test
    void shouldNeverReviveALostEpoch() {
        // Given
        lease("gw-1", 7, 0);
        lost("gw-1", 7, 4_000);

        // When
        lease("gw-1", 7, 4_500);
        lease("gw-1", 6, 4_600);

        // Then
        assertThat(leases.get("gw-1")).isEqualTo(new GatewayLease(7, Instant.ofEpochMilli(0), true));
    }

    @Test
    void shouldGiveTheVerdictAgainUntilItReadsItAndThenNoMore() {
        // Given
        lease("gw-1", 7, 0);
        for (int second = 1; second < 4; second++) {
            tick(second * 1_000);
        }

        // When
        List<Verdict> first = tick(4_000);
        List<Verdict> again = tick(5_000);
        lost("gw-1", 7, 5_100);
        lost("gw-1", 7, 5_200);
        List<Verdict> after = tick(6_000);

        // Then
        assertThat(first).containsExactly(new Verdict("gw-1", 7));
        assertThat(again).isEqualTo(first);
        assertThat(after).isEmpty();
    }

    @Test
    void shouldStayAsItIsWhenOldLeasesAreReplayed() {
        // Given
        lease("gw-1", 7, 5_000);

        // When
        lease("gw-1", 7, 1_000);

        // Then
        assertThat(leases.get("gw-1").renewedAt()).isEqualTo(Instant.ofEpochMilli(5_000));
    }

    private void lease(String gatewayId, long epoch, long at) {
        leases.compute(gatewayId, (id, known) -> GatewayLease.renewed(known, epoch, Instant.ofEpochMilli(at)));
    }

    private void lost(String gatewayId, long epoch, long at) {
        leases.compute(gatewayId, (id, known) -> GatewayLease.lost(known, epoch, Instant.ofEpochMilli(at)));
    }

    private List<Verdict> tick(long at) {
        return judge.tick(Instant.ofEpochMilli(at), leases);
    }
}
