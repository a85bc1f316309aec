package io.parley.topologies.presence;

import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.SessionState;
import io.parley.avro.internal.PresenceState;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.parts.EndedEpochs;
import io.parley.topologies.parts.GatewayUsers;
import io.parley.topologies.testkit.GoldenFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class PresenceTopologyTest {

    private static final Duration A_WHILE = Duration.ofSeconds(20);

    private final PresenceFixture presence = new PresenceFixture();

    @AfterEach
    void close() {
        presence.close();
    }

    @Test
    void shouldLookAsReviewed() throws IOException {
        GoldenFile.check(
                "presence",
                PresenceTopology.build(
                        new Topics(CatalogueConfig.small()),
                        new AvroSerdes(new LocalSchemaRegistry()),
                        PresenceConfig.standard()));
    }

    @Test
    void shouldNotifyWatchersWhenAUserConnectsAndDisconnects() {
        // Given
        presence.watch("ann", "gw-2", 1, true);
        presence.pass(Duration.ofMillis(90_500));

        // When
        presence.connect("ann", "phone", "gw-1", 1);
        presence.connect("ann", "laptop", "gw-1", 1);
        presence.session("ann", "phone", "gw-1", 1, SessionState.DISCONNECTED);
        presence.session("ann", "laptop", "gw-1", 1, SessionState.DISCONNECTED);

        // Then
        assertThat(presence.delivered("gw-2")).containsExactly("ann OFFLINE", "ann ONLINE", "ann OFFLINE");
        assertThat(presence.delivered("gw-1")).isEmpty();
        assertThat(presence.changes())
                .containsExactly(
                        new PresenceChange("ann", PresenceStatus.ONLINE, null, List.of()),
                        new PresenceChange(
                                "ann",
                                PresenceStatus.OFFLINE,
                                presence.now().truncatedTo(ChronoUnit.MINUTES),
                                List.of()));
    }

    @Test
    void shouldBeAwayWhenAllSessionsAre() {
        // Given
        presence.connect("ann", "phone", "gw-1", 1);
        presence.connect("ann", "laptop", "gw-1", 1);
        presence.watch("ann", "gw-2", 1, true);

        // When
        presence.session("ann", "phone", "gw-1", 1, SessionState.AWAY);
        presence.session("ann", "laptop", "gw-1", 1, SessionState.AWAY);
        presence.session("ann", "phone", "gw-1", 1, SessionState.ONLINE);

        // Then
        assertThat(presence.delivered("gw-2")).containsExactly("ann ONLINE", "ann AWAY", "ann ONLINE");
    }

    @Test
    void shouldAnswerAWatchAtOnceAndOnlyTheOneWhoAsks() {
        // Given
        presence.watch("ann", "gw-1", 1, true);
        presence.delivered("gw-1");

        // When
        presence.watch("ann", "gw-2", 1, true);
        presence.watch("ann", "gw-2", 1, true);

        // Then
        assertThat(presence.delivered("gw-2")).containsExactly("ann OFFLINE", "ann OFFLINE");
        assertThat(presence.delivered("gw-1")).isEmpty();
        assertThat(presence.changes()).isEmpty();
    }

    @Test
    void shouldNotifyNoMoreWhenAWatchEnds() {
        // Given
        presence.watch("ann", "gw-2", 1, true);
        presence.delivered("gw-2");

        // When
        presence.watch("ann", "gw-2", 1, false);
        presence.connect("ann", "phone", "gw-1", 1);

        // Then
        assertThat(presence.delivered("gw-2")).isEmpty();
        assertThat(presence.store(Names.USERS).get("ann")).isNotNull();
    }

    @Test
    void shouldKeepNothingOfAUserWhoWasOnlyWatched() {
        // When
        presence.watch("ann", "gw-2", 1, true);
        presence.watch("ann", "gw-2", 1, false);

        // Then
        assertThat(presence.store(Names.USERS).get("ann")).isNull();
        assertThat(presence.store(GatewayUsers.STORE).all()).isExhausted();
    }

    @Test
    void shouldPublishOfflineWithinFiveSecondsWhenAGatewayDies() {
        // Given
        presence.live("gw-1", 7);
        presence.live("gw-2", 8);
        presence.connect("ann", "phone", "gw-1", 7);
        presence.watch("ann", "gw-2", 8, true);
        presence.pass(A_WHILE);
        presence.delivered("gw-2");

        // When
        presence.die("gw-1");
        Instant death = presence.now();
        presence.pass(Duration.ofMillis(4_500));

        // Then
        assertThat(presence.delivered("gw-2")).containsExactly("ann OFFLINE");
        assertThat(presence.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.gatewayId()).isEqualTo("gw-1");
            assertThat(verdict.epoch()).isEqualTo(7);
            assertThat(Duration.between(death, verdict.at())).isLessThan(Duration.ofMillis(4_500));
        });
    }

    @Test
    void shouldKillNobodyWhenTheApplicationPauses() {
        // Given
        presence.live("gw-1", 7);
        presence.connect("ann", "phone", "gw-1", 7);
        presence.pass(A_WHILE);

        // When
        presence.stall(A_WHILE);
        presence.pass(A_WHILE);

        // Then
        assertThat(presence.verdicts()).isEmpty();
    }

    @Test
    void shouldKillNobodyWhenTheBrokerPauses() {
        // Given
        presence.live("gw-1", 7);
        presence.connect("ann", "phone", "gw-1", 7);
        presence.pass(A_WHILE);

        // When
        presence.freeze(A_WHILE);
        presence.pass(A_WHILE);

        // Then
        assertThat(presence.verdicts()).isEmpty();
    }

    @Test
    void shouldJudgeAGatewayThatDiedWhileTheJudgeWasAway() {
        // Given
        presence.live("gw-1", 7);
        presence.live("gw-2", 8);
        presence.connect("ann", "phone", "gw-1", 7);
        presence.watch("ann", "gw-2", 8, true);
        presence.pass(A_WHILE);
        presence.delivered("gw-2");

        // When
        presence.die("gw-1");
        presence.restart();
        presence.pass(Duration.ofSeconds(2));
        List<PresenceFixture.Verdict> early = List.copyOf(presence.verdicts());
        presence.pass(Duration.ofSeconds(5));

        // Then
        assertThat(early).isEmpty();
        assertThat(presence.delivered("gw-2")).containsExactly("ann OFFLINE");
        assertThat(presence.verdicts()).hasSize(1);
    }

    @Test
    void shouldTakeAGatewayBackOnlyUnderANewEpoch() {
        // Given
        presence.watch("ann", "gw-2", 8, true);
        presence.lease("gw-1", 7);
        presence.connect("ann", "phone", "gw-1", 7);
        presence.lost("gw-1", 7);
        presence.delivered("gw-2");

        // When
        presence.lease("gw-1", 7);
        presence.connect("ann", "phone", "gw-1", 7);
        List<String> zombie = presence.delivered("gw-2");
        presence.lease("gw-1", 9);
        presence.connect("ann", "phone", "gw-1", 9);

        // Then
        assertThat(zombie).isEmpty();
        assertThat(presence.delivered("gw-2")).endsWith("ann ONLINE");
    }

    @Test
    void shouldDropTheWatchesOfAnEndedEpoch() {
        // Given
        presence.lease("gw-2", 8);
        presence.watch("ann", "gw-2", 8, true);
        presence.delivered("gw-2");

        // When
        presence.lease("gw-2", 9);
        presence.connect("ann", "phone", "gw-1", 1);
        presence.watch("ann", "gw-2", 8, true);

        // Then
        assertThat(presence.delivered("gw-2")).isEmpty();
    }

    @Test
    void shouldStayOnlineWhenOneOfTwoGatewaysDies() {
        // Given
        presence.connect("ann", "phone", "gw-1", 7);
        presence.connect("ann", "laptop", "gw-2", 8);
        presence.changes();

        // When
        presence.lost("gw-1", 7);

        // Then
        assertThat(presence.changes()).isEmpty();
    }

    @Test
    void shouldPublishAgainWhenACrashMayHaveLostTheStatus() {
        // Given
        presence.watch("ann", "gw-2", 1, true);
        presence.connect("ann", "phone", "gw-1", 7);
        presence.lost("gw-1", 7);
        presence.delivered("gw-2");
        presence.changes();

        // When
        presence.restart();
        presence.lost("gw-1", 7);

        // Then
        assertThat(presence.delivered("gw-2")).containsExactly("ann OFFLINE");
        assertThat(presence.changes()).hasSize(1);
    }

    @Test
    void shouldPublishAgainWhenACrashMayHaveLostTheStatusAndALaterEpochHasNothingOfTheUser() {
        // Given
        presence.watch("ann", "gw-2", 1, true);
        presence.connect("ann", "phone", "gw-1", 7);
        presence.lost("gw-1", 7);
        presence.session("ann", "laptop", "gw-1", 8, SessionState.DISCONNECTED);
        presence.delivered("gw-2");

        // When
        presence.restart();
        presence.lost("gw-1", 7);

        // Then
        assertThat(presence.delivered("gw-2")).containsExactly("ann OFFLINE");
    }

    @Test
    void shouldPublishAgainThatAUserIsOnlineWhenTheConnectIsReplayed() {
        // Given
        presence.connect("ann", "phone", "gw-1", 7);
        presence.connect("ann", "laptop", "gw-1", 7);
        presence.changes();

        // When
        presence.restart();
        presence.connect("ann", "phone", "gw-1", 7);

        // Then
        assertThat(presence.changes())
                .containsExactly(new PresenceChange("ann", PresenceStatus.ONLINE, null, List.of()));
    }

    @Test
    void shouldKnowEndedEpochsWhenItIsRestarted() {
        // Given
        presence.lost("gw-1", 7);

        // When
        presence.restart();
        presence.connect("ann", "phone", "gw-1", 7);

        // Then
        assertThat(presence.changes()).isEmpty();
        assertThat(presence.<Long>store(EndedEpochs.STORE).get("gw-1")).isEqualTo(7);
    }

    @Test
    void shouldDropWhatACrashKeptOfAnEndedEpoch() {
        // Given
        presence.lost("gw-1", 7);
        presence.<PresenceState>store(Names.USERS)
                .put(
                        "ann",
                        UserPresence.NEVER_SEEN
                                .connect("phone", "gw-1", 7)
                                .watch("gw-1", 7)
                                .watch("gw-2", 8)
                                .toState());

        // When
        presence.connect("ann", "phone", "gw-1", 7);

        // Then
        assertThat(presence.delivered("gw-2")).containsExactly("ann OFFLINE");
        assertThat(presence.delivered("gw-1")).isEmpty();
        assertThat(presence.changes()).hasSize(1);
    }

    @Test
    void shouldGoOnWhenRecordsMakeNoSense() {
        // When
        presence.put(presence.topics().gateways(), "gw-1", null);
        presence.put(presence.topics().sessions(), "ann", null);
        presence.put(presence.topics().watches(), "ann", null);
        presence.watch("ann", "Not A Gateway", 1, true);
        presence.connect("ann", "phone", "Not A Gateway", 1);
        presence.connect("bob", "phone", "gw-1", 1);

        // Then
        assertThat(presence.changes()).extracting(PresenceChange::getUserId).containsExactly("bob");
    }
}
