package io.parley.topologies.path;

import io.parley.avro.Close;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Expansion;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.Read;
import io.parley.avro.Refused;
import io.parley.avro.Repeated;
import io.parley.avro.RequestRefused;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.topologies.parts.EndedEpochs;
import io.parley.topologies.parts.GatewayUsers;
import io.parley.topologies.parts.RowKey;
import io.parley.topologies.testkit.Commands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The deliveries to gateways by events of conversations, and by sessions of users. */
class PathTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);
    private final PathFixture path = new PathFixture();

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldAnswerAConnectWithTheInboxAndThenDeliverLive() {
        // Given
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "bob"));

        // When
        path.connect("ann", "phone", "gw-1", 5);
        path.event(events.message(3, "bob"));

        // Then
        List<Object> deliveries = path.deliveries("gw-1");
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
        path.connect("ann", "phone", "gw-1", 5);

        // Then
        assertThat(path.deliveries("gw-1")).singleElement().satisfies(body -> {
            assertThat(((InboxDelivery) body).getLast()).isTrue();
            assertThat(((InboxDelivery) body).getConversations()).isEmpty();
        });
    }

    @Test
    void shouldMakeTwelveExpansionsWhenThereAreAThousandMembersInTwelvePartitions() {
        // Given
        String[] members =
                IntStream.range(0, 1_000).mapToObj(number -> "user-" + number).toArray(String[]::new);
        try (PathFixture wide = new PathFixture(12, 1_000)) {
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
        path.event(events.created("ann", "bob"));
        path.connect("ann", "phone", "gw-1", 1);
        path.connect("ann", "laptop", "gw-1", 1);
        path.connect("ann", "tablet", "gw-2", 1);
        path.delivered("gw-1");
        path.delivered("gw-2");

        // When
        path.event(events.message(2, "ann"));

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("2 ann");
        assertThat(path.delivered("gw-2")).containsExactly("2 ann");
    }

    @Test
    void shouldShowTheConversationBeforeItsFirstEventToThoseWhoJoin() {
        // Given
        path.connect("ann", "ann-phone", "gw-1", 1);
        path.connect("bob", "bob-phone", "gw-2", 1);
        path.connect("cid", "cid-phone", "gw-3", 1);

        // When
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "ann"));
        path.event(events.added(3, "ann", "cid"));
        path.event(events.message(4, "ann"));

        // Then
        assertThat(path.delivered("gw-1"))
                .containsExactly("inbox ann-phone", "inbox ann", "1 ann", "2 ann", "3 ann", "4 ann");
        assertThat(path.delivered("gw-2"))
                .containsExactly("inbox bob-phone", "inbox bob", "1 bob", "2 bob", "3 bob", "4 bob");
        assertThat(path.delivered("gw-3")).containsExactly("inbox cid-phone", "inbox cid", "3 cid", "4 cid");
    }

    @Test
    void shouldGiveTheRemovalAndNothingAfterItWhenSomebodyIsRemoved() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("bob", "bob-phone", "gw-1", 1);
        path.delivered("gw-1");

        // When
        path.event(events.message(2, "ann"));
        path.event(events.removed(3, "ann", "bob"));
        path.event(events.message(4, "ann"));
        path.connect("bob", "bob-laptop", "gw-1", 1);

        // Then
        List<Object> deliveries = path.deliveries("gw-1");
        assertThat(deliveries).hasSize(3);
        assertThat(((InboxDelivery) deliveries.get(2)).getConversations()).isEmpty();
    }

    @Test
    void shouldReachTheSamePeopleWhenWhatWasReadAheadIsRepeatedOverInboxesThatAreAhead() {
        // Given
        path.connect("ann", "ann-phone", "gw-1", 1);
        path.connect("bob", "bob-phone", "gw-2", 1);
        path.connect("cid", "cid-phone", "gw-3", 1);
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "ann"));
        path.event(events.removed(3, "ann", "bob"));
        path.event(events.message(4, "ann"));
        path.event(events.added(5, "ann", "cid"));
        path.event(events.message(6, "ann"));
        List<String> bob = path.delivered("gw-2");
        List<String> cid = path.delivered("gw-3");

        // When
        path.restart();
        path.againFrom(events.created("ann", "bob"));

        // Then
        assertThat(bob).containsExactly("inbox bob-phone", "inbox bob", "1 bob", "2 bob", "3 bob");
        assertThat(path.delivered("gw-2")).isEqualTo(bob.subList(1, bob.size()));
        assertThat(cid).containsExactly("inbox cid-phone", "inbox cid", "5 cid", "6 cid");
        assertThat(path.delivered("gw-3")).isEqualTo(cid.subList(1, cid.size()));
        path.connect("bob", "bob-phone", "gw-2", 1);
        assertThat(inbox("gw-2")).isEmpty();
        path.connect("cid", "cid-phone", "gw-3", 1);
        assertThat(inbox("gw-3")).singleElement().satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(6);
            assertThat(entry.getUnread()).isEqualTo(1);
        });
    }

    @Test
    void shouldGoOnAsBeforeWhenItIsRestarted() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("ann", "phone", "gw-1", 1);
        path.lost("gw-2", 7);

        // When
        path.restart();
        path.event(events.message(2, "bob"));
        path.connect("bob", "bob-phone", "gw-2", 7);

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("2 ann");
        assertThat(path.delivered("gw-2")).isEmpty();
    }

    @Test
    void shouldForgetTheSessionsOfAGatewayWhoseLeaseIsLost() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("ann", "phone", "gw-1", 5);
        path.connect("ann", "tablet", "gw-2", 5);
        path.delivered("gw-1");
        path.delivered("gw-2");

        // When
        path.lost("gw-1", 5);
        path.event(events.message(2, "bob"));

        // Then
        assertThat(path.delivered("gw-1")).isEmpty();
        assertThat(path.delivered("gw-2")).containsExactly("2 ann");
    }

    @Test
    void shouldEndAllEarlierEpochsWhenAGatewayComesBackUnderANewOne() {
        // Given
        path.event(events.created("ann", "bob"));
        path.lease("gw-1", 5);
        path.connect("ann", "ann-phone", "gw-1", 5);
        path.connect("bob", "bob-phone", "gw-1", 6);
        path.delivered("gw-1");

        // When
        path.lease("gw-1", 6);
        path.connect("ann", "ann-late", "gw-1", 5);
        path.event(events.message(2, "bob"));

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("2 bob");
    }

    @Test
    void shouldTakeSessionsAgainWhenAGatewayAnnouncesThemUnderANewEpoch() {
        // Given
        path.event(events.created("ann", "bob"));
        path.lease("gw-1", 5);
        path.connect("ann", "phone", "gw-1", 5);
        path.lost("gw-1", 5);
        path.delivered("gw-1");

        // When
        path.lease("gw-1", 6);
        path.connect("ann", "phone", "gw-1", 6);
        path.event(events.message(2, "bob"));

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("inbox phone", "2 ann");
    }

    @Test
    void shouldEndSessionsAgainWhenACrashHasStoredOnlyThatTheEpochEnded() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("ann", "phone", "gw-1", 5);
        path.<Long>storeOfUsers(EndedEpochs.STORE).put("gw-1", 5L);
        path.delivered("gw-1");

        // When
        path.restart();
        path.lost("gw-1", 5);
        path.event(events.message(2, "bob"));

        // Then
        assertThat(path.delivered("gw-1")).isEmpty();
    }

    @Test
    void shouldDropWhatACrashKeptOfAnEndedEpochWhenItsSessionIsAnnouncedAgain() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("ann", "phone", "gw-1", 5);
        path.<Long>storeOfUsers(EndedEpochs.STORE).put("gw-1", 5L);
        path.<Long>storeOfUsers(GatewayUsers.STORE).delete(RowKey.of("gw-1", "ann"));
        path.delivered("gw-1");

        // When
        path.restart();
        path.connect("ann", "phone", "gw-1", 5);
        path.lost("gw-1", 5);
        path.event(events.message(2, "bob"));

        // Then
        assertThat(path.delivered("gw-1")).isEmpty();
    }

    @Test
    void shouldDeliverNothingMoreToASessionThatDisconnected() {
        // Given
        path.event(events.created("ann", "bob"));
        path.connect("ann", "phone", "gw-1", 1);
        path.delivered("gw-1");

        // When
        path.disconnect("ann", "phone", "gw-1", 1);
        path.event(events.message(2, "bob"));

        // Then
        assertThat(path.delivered("gw-1")).isEmpty();
    }

    @Test
    void shouldGiveAnOutcomeToEveryGatewayOfTheSender() {
        // Given
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "bob"));
        path.connect("ann", "phone", "gw-1", 1);
        path.connect("ann", "tablet", "gw-2", 1);
        path.delivered("gw-1");
        path.delivered("gw-2");

        // When
        path.refused(Commands.send(GROUP, "ann", "id-2", "hello 2"));
        path.refused(Commands.rename(GROUP, "ann", "id-3", "Team"));
        path.refused(Commands.rename(GROUP, "bob", "id-4", "Crew"));

        // Then
        List<Object> delivered = path.deliveries("gw-1");
        assertThat(delivered).hasSize(2).allMatch(OutcomeDelivery.class::isInstance);
        assertThat(path.deliveries("gw-2")).isEqualTo(delivered);
        Outcome repeated = ((OutcomeDelivery) delivered.get(0)).getOutcome();
        assertThat(repeated).isEqualTo(new Outcome(GROUP, "ann", "id-2", new Repeated(2L, 3L)));
        Outcome refused = ((OutcomeDelivery) delivered.get(1)).getOutcome();
        assertThat(((Refused) refused.getBody()).getCode()).isEqualTo("no_change");
    }

    @Test
    void shouldMoveTheReadMarkAndNotifyAllSessionsOfTheUser() {
        // Given
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "bob"));
        path.event(events.message(3, "bob"));
        path.event(events.message(4, "bob"));
        path.connect("ann", "phone", "gw-1", 1);
        path.connect("ann", "tablet", "gw-2", 1);
        path.delivered("gw-1");
        path.delivered("gw-2");

        // When
        path.signal(GROUP, "ann", "gw-1", new Read(3L));
        path.signal(GROUP, "ann", "gw-1", new Read(2L));

        // Then
        assertThat(path.deliveries("gw-2")).hasSize(2).allSatisfy(body -> {
            InboxDelivery inbox = (InboxDelivery) body;
            assertThat(inbox.getSessionId()).isNull();
            assertThat(inbox.getWhole()).isFalse();
            assertThat(inbox.getConversations()).singleElement().satisfies(entry -> {
                assertThat(entry.getRead()).isEqualTo(3);
                assertThat(entry.getUnread()).isEqualTo(1);
            });
        });
        assertThat(path.deliveries("gw-1")).hasSize(2);
    }

    @Test
    void shouldAnswerAnOpenAtOnceAndRefuseStrangers() {
        // Given
        path.event(events.created("ann", "bob"));
        path.event(events.message(2, "bob"));
        path.signal(GROUP, "bob", "gw-1", new Read(2L));

        // When
        path.signal(GROUP, "ann", "gw-1", new Open());
        path.signal(GROUP, "eve", "gw-1", new Open());
        path.signal("00000000-0000-4000-8000-00000000000f", "eve", "gw-1", new Open());
        path.signal(GROUP, "ann", "gw-1", new Close());

        // Then
        List<Object> deliveries = path.deliveries("gw-1");
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
        path.event(events.created("ann"));
        path.connect("ann", "phone", "gw-1", 1);
        path.delivered("gw-1");

        // When
        path.toConversations(path.topics().signals(), GROUP, null);
        path.toUsers(path.topics().expansions(), GROUP, null);
        path.toUsers(path.topics().sessions(), "ann", null);
        path.toUsers(path.topics().gateways(), "gw-1", null);
        path.toUsers(
                path.topics().sessions(),
                "ann",
                new SessionChange("ann", "s", "Not A Gateway", 1L, null, SessionState.CONNECTED, true));
        path.signal(GROUP, "ann", "Not A Gateway", new Open());
        path.toUsers(
                path.topics().expansions(),
                "unknown",
                new Expansion(
                        0, new ExpandedEvent(new Events("unknown").message(7, "ann"), List.of("bob"), null, false)));
        path.event(events.message(2, "ann"));

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("2 ann");
    }

    @Test
    void shouldForgetWhatAUserLeftWhenTheKeepingTimeIsOver() {
        // Given
        path.event(events.created("ann", "bob"));
        path.event(events.removed(2, "ann", "bob"));

        // When
        path.pass(Duration.ofDays(2));
        path.connect("bob", "phone", "gw-1", 1);

        // Then
        assertThat(path.storeOfUsers("user-inboxes").get("bob\0" + GROUP)).isNull();
    }

    private List<InboxEntry> inbox(String gatewayId) {
        List<Object> deliveries = path.deliveries(gatewayId);
        return ((InboxDelivery) deliveries.get(deliveries.size() - 1)).getConversations();
    }
}
