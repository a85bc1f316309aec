package io.parley.topologies.delivery;

import io.parley.avro.Close;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.Read;
import io.parley.avro.Repeated;
import io.parley.avro.RequestRefused;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.internal.ExpandedEvent;
import io.parley.avro.internal.Expansion;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.parts.EndedEpochs;
import io.parley.topologies.parts.GatewayUsers;
import io.parley.topologies.parts.RowKey;
import io.parley.topologies.testkit.GoldenFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryTopologyTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);
    private final DeliveryFixture delivery = new DeliveryFixture();

    @AfterEach
    void close() {
        delivery.close();
    }

    @Test
    void shouldLookAsReviewed() throws IOException {
        GoldenFile.check(
                "delivery",
                DeliveryTopology.build(
                        new Topics(CatalogueConfig.small()),
                        new AvroSerdes(new LocalSchemaRegistry()),
                        DeliveryConfig.standard()));
    }

    @Test
    void shouldAnswerAConnectWithTheInboxAndThenDeliverLive() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "bob"));

        // When
        delivery.connect("ann", "phone", "gw-1", 5);
        delivery.event(events.message(3, "bob"));

        // Then
        List<Object> deliveries = delivery.deliveries("gw-1");
        assertThat(deliveries).hasSize(2);
        InboxDelivery inbox = (InboxDelivery) deliveries.get(0);
        assertThat(inbox.getSessionId()).isEqualTo("phone");
        assertThat(inbox.getEpoch()).isEqualTo(5);
        assertThat(inbox.getLast()).isTrue();
        assertThat(inbox.getConversations()).singleElement().satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(2);
            assertThat(entry.getUnread()).isEqualTo(1);
        });
    }

    @Test
    void shouldAnswerWithAnEmptyInboxWhenThereIsNothing() {
        // When
        delivery.connect("ann", "phone", "gw-1", 5);

        // Then
        assertThat(delivery.deliveries("gw-1")).singleElement().satisfies(body -> {
            assertThat(((InboxDelivery) body).getLast()).isTrue();
            assertThat(((InboxDelivery) body).getConversations()).isEmpty();
        });
    }

    @Test
    void shouldMakeTwelveExpansionsWhenThereAreAThousandMembersInTwelvePartitions() {
        // Given
        String[] members =
                IntStream.range(0, 1_000).mapToObj(number -> "user-" + number).toArray(String[]::new);
        DeliveryConfig noneIsLarge = new DeliveryConfig(
                Duration.ofDays(1), 10_000, 10_000, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(20), 20_000);
        try (DeliveryFixture wide = new DeliveryFixture(12, noneIsLarge)) {
            wide.event(events.created(members));
            wide.expansions();

            // When
            wide.event(events.message(2, "user-0"));

            // Then
            List<Expansion> expansions = wide.expansions();
            assertThat(expansions)
                    .extracting(Expansion::getUserPartition)
                    .containsExactlyElementsOf(IntStream.range(0, 12).boxed().toList());
            assertThat(expansions)
                    .flatExtracting(expansion -> ((ExpandedEvent) expansion.getBody()).getRecipients())
                    .containsExactlyInAnyOrder(members);
        }
    }

    @Test
    void shouldReachEverySessionThroughOneRecordForEachGateway() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("ann", "phone", "gw-1", 1);
        delivery.connect("ann", "laptop", "gw-1", 1);
        delivery.connect("ann", "tablet", "gw-2", 1);
        delivery.told("gw-1");
        delivery.told("gw-2");

        // When
        delivery.event(events.message(2, "ann"));

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("2 ann");
        assertThat(delivery.told("gw-2")).containsExactly("2 ann");
    }

    @Test
    void shouldShowTheConversationBeforeItsFirstEventToThoseWhoJoin() {
        // Given
        delivery.connect("ann", "ann-phone", "gw-1", 1);
        delivery.connect("bob", "bob-phone", "gw-2", 1);
        delivery.connect("cid", "cid-phone", "gw-3", 1);

        // When
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.added(3, "ann", "cid"));
        delivery.event(events.message(4, "ann"));

        // Then
        assertThat(delivery.told("gw-1"))
                .containsExactly("inbox ann-phone", "inbox ann", "1 ann", "2 ann", "3 ann", "4 ann");
        assertThat(delivery.told("gw-2"))
                .containsExactly("inbox bob-phone", "inbox bob", "1 bob", "2 bob", "3 bob", "4 bob");
        assertThat(delivery.told("gw-3")).containsExactly("inbox cid-phone", "inbox cid", "3 cid", "4 cid");
    }

    @Test
    void shouldGiveTheRemovalAndNothingAfterItWhenSomebodyIsRemoved() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("bob", "bob-phone", "gw-1", 1);
        delivery.told("gw-1");

        // When
        delivery.event(events.message(2, "ann"));
        delivery.event(events.removed(3, "ann", "bob"));
        delivery.event(events.message(4, "ann"));
        delivery.connect("bob", "bob-laptop", "gw-1", 1);

        // Then
        List<Object> deliveries = delivery.deliveries("gw-1");
        assertThat(deliveries).hasSize(3);
        assertThat(((InboxDelivery) deliveries.get(2)).getConversations()).isEmpty();
    }

    @Test
    void shouldReachTheRightPeopleWhenEventsAreReplayedOverARosterThatIsAhead() {
        // Given
        delivery.connect("ann", "ann-phone", "gw-1", 1);
        delivery.connect("bob", "bob-phone", "gw-2", 1);
        delivery.connect("cid", "cid-phone", "gw-3", 1);
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.removed(3, "ann", "bob"));
        delivery.event(events.message(4, "ann"));
        delivery.event(events.added(5, "ann", "cid"));
        delivery.event(events.message(6, "ann"));
        List<String> bob = delivery.told("gw-2");
        List<String> cid = delivery.told("gw-3");

        // When
        delivery.restart();
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.removed(3, "ann", "bob"));
        delivery.event(events.message(4, "ann"));
        delivery.event(events.added(5, "ann", "cid"));
        delivery.event(events.message(6, "ann"));

        // Then
        assertThat(bob).containsExactly("inbox bob-phone", "inbox bob", "1 bob", "2 bob", "3 bob");
        assertThat(delivery.told("gw-2")).isEqualTo(bob.subList(1, bob.size()));
        assertThat(cid).containsExactly("inbox cid-phone", "inbox cid", "5 cid", "6 cid");
        assertThat(delivery.told("gw-3")).isEqualTo(cid.subList(1, cid.size()));
        delivery.connect("bob", "bob-phone", "gw-2", 1);
        assertThat(inbox("gw-2")).isEmpty();
        delivery.connect("cid", "cid-phone", "gw-3", 1);
        assertThat(inbox("gw-3")).singleElement().satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(6);
            assertThat(entry.getUnread()).isEqualTo(1);
        });
    }

    @Test
    void shouldGoOnAsBeforeWhenItIsRestarted() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("ann", "phone", "gw-1", 1);
        delivery.lost("gw-2", 7);

        // When
        delivery.restart();
        delivery.event(events.message(2, "bob"));
        delivery.connect("bob", "bob-phone", "gw-2", 7);

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("2 ann");
        assertThat(delivery.told("gw-2")).isEmpty();
    }

    @Test
    void shouldForgetTheSessionsOfAGatewayWhoseLeaseIsLost() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("ann", "phone", "gw-1", 5);
        delivery.connect("ann", "tablet", "gw-2", 5);
        delivery.told("gw-1");
        delivery.told("gw-2");

        // When
        delivery.lost("gw-1", 5);
        delivery.event(events.message(2, "bob"));

        // Then
        assertThat(delivery.told("gw-1")).isEmpty();
        assertThat(delivery.told("gw-2")).containsExactly("2 ann");
    }

    @Test
    void shouldEndAllEarlierEpochsWhenAGatewayComesBackUnderANewOne() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.lease("gw-1", 5);
        delivery.connect("ann", "ann-phone", "gw-1", 5);
        delivery.connect("bob", "bob-phone", "gw-1", 6);
        delivery.told("gw-1");

        // When
        delivery.lease("gw-1", 6);
        delivery.connect("ann", "ann-late", "gw-1", 5);
        delivery.event(events.message(2, "bob"));

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("2 bob");
    }

    @Test
    void shouldTakeSessionsAgainWhenAGatewayAnnouncesThemUnderANewEpoch() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.lease("gw-1", 5);
        delivery.connect("ann", "phone", "gw-1", 5);
        delivery.lost("gw-1", 5);
        delivery.told("gw-1");

        // When
        delivery.lease("gw-1", 6);
        delivery.connect("ann", "phone", "gw-1", 6);
        delivery.event(events.message(2, "bob"));

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("inbox phone", "2 ann");
    }

    @Test
    void shouldEndSessionsAgainWhenACrashHasStoredOnlyThatTheEpochEnded() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("ann", "phone", "gw-1", 5);
        delivery.<Long>store(EndedEpochs.STORE).put("gw-1", 5L);
        delivery.told("gw-1");

        // When
        delivery.restart();
        delivery.lost("gw-1", 5);
        delivery.event(events.message(2, "bob"));

        // Then
        assertThat(delivery.told("gw-1")).isEmpty();
    }

    @Test
    void shouldDropWhatACrashKeptOfAnEndedEpochWhenItsSessionIsAnnouncedAgain() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("ann", "phone", "gw-1", 5);
        delivery.<Long>store(EndedEpochs.STORE).put("gw-1", 5L);
        delivery.<Long>store(GatewayUsers.STORE).delete(RowKey.of("gw-1", "ann"));
        delivery.told("gw-1");

        // When
        delivery.restart();
        delivery.connect("ann", "phone", "gw-1", 5);
        delivery.lost("gw-1", 5);
        delivery.event(events.message(2, "bob"));

        // Then
        assertThat(delivery.told("gw-1")).isEmpty();
    }

    @Test
    void shouldDeliverNothingMoreToASessionThatDisconnected() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.connect("ann", "phone", "gw-1", 1);
        delivery.told("gw-1");

        // When
        delivery.disconnect("ann", "phone", "gw-1", 1);
        delivery.event(events.message(2, "bob"));

        // Then
        assertThat(delivery.told("gw-1")).isEmpty();
    }

    @Test
    void shouldGiveAnOutcomeToEveryGatewayOfTheSender() {
        // Given
        delivery.connect("ann", "phone", "gw-1", 1);
        delivery.connect("ann", "tablet", "gw-2", 1);
        delivery.told("gw-1");
        delivery.told("gw-2");
        Outcome outcome = new Outcome(GROUP, "ann", "id-1", new Repeated(3L, 3L));

        // When
        delivery.outcome(outcome);

        // Then
        assertThat(delivery.deliveries("gw-1")).containsExactly(new OutcomeDelivery(outcome));
        assertThat(delivery.deliveries("gw-2")).containsExactly(new OutcomeDelivery(outcome));
    }

    @Test
    void shouldMoveTheReadMarkAndTellAllSessionsOfTheUser() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "bob"));
        delivery.event(events.message(3, "bob"));
        delivery.event(events.message(4, "bob"));
        delivery.connect("ann", "phone", "gw-1", 1);
        delivery.connect("ann", "tablet", "gw-2", 1);
        delivery.told("gw-1");
        delivery.told("gw-2");

        // When
        delivery.signal(GROUP, "ann", "gw-1", new Read(3L));
        delivery.signal(GROUP, "ann", "gw-1", new Read(2L));

        // Then
        assertThat(delivery.deliveries("gw-2")).hasSize(2).allSatisfy(body -> {
            InboxDelivery inbox = (InboxDelivery) body;
            assertThat(inbox.getSessionId()).isNull();
            assertThat(inbox.getWhole()).isFalse();
            assertThat(inbox.getConversations()).singleElement().satisfies(entry -> {
                assertThat(entry.getRead()).isEqualTo(3);
                assertThat(entry.getUnread()).isEqualTo(1);
            });
        });
        assertThat(delivery.deliveries("gw-1")).hasSize(2);
    }

    @Test
    void shouldAnswerAnOpenAtOnceAndRefuseStrangers() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.message(2, "bob"));
        delivery.signal(GROUP, "bob", "gw-1", new Read(2L));

        // When
        delivery.signal(GROUP, "ann", "gw-1", new Open());
        delivery.signal(GROUP, "eve", "gw-1", new Open());
        delivery.signal("00000000-0000-4000-8000-00000000000f", "eve", "gw-1", new Open());
        delivery.signal(GROUP, "ann", "gw-1", new Close());

        // Then
        List<Object> deliveries = delivery.deliveries("gw-1");
        assertThat(deliveries).hasSize(3);
        OpenedDelivery opened = (OpenedDelivery) deliveries.get(0);
        assertThat(opened.getHead()).isEqualTo(2);
        assertThat(opened.getMembers()).hasSize(2);
        assertThat(opened.getReads()).containsOnlyKeys("bob");
        assertThat(deliveries.subList(1, 3))
                .extracting(refused -> ((RequestRefused) refused).getCode())
                .containsOnly("not_a_member");
    }

    @Test
    void shouldGoOnWhenRecordsMakeNoSense() {
        // Given
        delivery.event(events.created("ann"));
        delivery.connect("ann", "phone", "gw-1", 1);
        delivery.told("gw-1");

        // When
        delivery.put(delivery.topics().events(), GROUP, null);
        delivery.put(delivery.topics().outcomes(), GROUP, null);
        delivery.put(delivery.topics().signals(), GROUP, null);
        delivery.put(delivery.topics().sessions(), "ann", null);
        delivery.put(delivery.topics().gateways(), "gw-1", null);
        delivery.put(
                delivery.topics().sessions(),
                "ann",
                new SessionChange("ann", "s", "Not A Gateway", 1L, null, SessionState.CONNECTED, true));
        delivery.signal(GROUP, "ann", "Not A Gateway", new Open());
        delivery.event(new Events("unknown").message(7, "ann"));
        delivery.event(events.message(2, "ann"));

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("2 ann");
    }

    @Test
    void shouldForgetWhatAUserLeftWhenTheKeepingTimeIsOver() {
        // Given
        delivery.event(events.created("ann", "bob"));
        delivery.event(events.removed(2, "ann", "bob"));

        // When
        delivery.pass(Duration.ofDays(2));
        delivery.connect("bob", "phone", "gw-1", 1);

        // Then
        assertThat(delivery.store(Names.INBOXES).get("bob\0" + GROUP)).isNull();
    }

    private List<InboxEntry> inbox(String gatewayId) {
        List<Object> deliveries = delivery.deliveries(gatewayId);
        return ((InboxDelivery) deliveries.get(deliveries.size() - 1)).getConversations();
    }
}
