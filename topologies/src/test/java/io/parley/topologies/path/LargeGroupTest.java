package io.parley.topologies.path;

import io.parley.avro.EventDelivery;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Expansion;
import io.parley.avro.HeadMoved;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.internal.InboxState;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A group of more than three members is large here. */
class LargeGroupTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Within so long the partitions of users know a head. */
    private static final Duration HEADS_WITHIN = Duration.ofMillis(500);

    private final Events events = new Events(GROUP);
    private final PathFixture path = new PathFixture(4, 3);

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldReachThoseWhoHaveItOpenDirectlyAndTheRestByItsHead() {
        // Given
        connected("ann", "bob", "cid");
        path.event(events.created("ann", "bob", "cid", "dee"));
        open("bob");
        drain();

        // When
        path.event(events.message(2, "ann"));

        // Then
        assertThat(path.delivered("gw-ann")).containsExactly("2 ann", "inbox ann");
        assertThat(path.delivered("gw-bob")).containsExactly("2 bob", "inbox bob");
        assertThat(path.delivered("gw-cid")).containsExactly("inbox cid");
    }

    @Test
    void shouldHandEventsOnlyToSessionsThatHaveItOpenButTheSendersOwn() {
        // Given
        connected("ann", "bob");
        path.event(events.created("ann", "bob", "cid", "dee"));
        open("bob");
        drain();

        // When
        path.event(events.message(2, "ann"));

        // Then
        assertThat(((EventDelivery) path.deliveries("gw-bob").get(0)).getIfOpen())
                .isTrue();
        assertThat(((EventDelivery) path.deliveries("gw-ann").get(0)).getIfOpen())
                .isFalse();
    }

    @Test
    void shouldShowEverybodyTheGroupWhenItIsCreatedLarge() {
        // Given
        connected("ann", "bob");

        // When
        path.event(events.created("ann", "bob", "cid", "dee"));

        // Then
        assertThat(path.delivered("gw-ann")).containsExactly("inbox ann-phone", "inbox ann", "1 ann");
        List<Object> bob = path.deliveries("gw-bob");
        assertThat(entry(bob.get(1)).getLarge()).isTrue();
        assertThat(((EventDelivery) bob.get(2)).getEvent().getSequence()).isEqualTo(1);
    }

    @Test
    void shouldReachEverybodyByTheEventThatMakesItLargeAndMarkItAsLarge() {
        // Given
        connected("ann", "bob");
        path.event(events.created("ann", "bob", "cid"));
        path.event(events.message(2, "ann"));
        drain();

        // When
        path.event(events.added(3, "ann", "dee"));

        // Then
        List<Object> bob = path.deliveries("gw-bob");
        assertThat(bob).hasSize(2);
        assertThat(((EventDelivery) bob.get(0)).getEvent().getSequence()).isEqualTo(3);
        assertThat(entry(bob.get(1))).satisfies(entry -> {
            assertThat(entry.getLarge()).isTrue();
            assertThat(entry.getHead()).isEqualTo(3);
            assertThat(entry.getUnread()).isEqualTo(1);
        });
    }

    @Test
    void shouldStayLargeWhenMembersLeave() {
        // Given
        connected("ann", "bob");
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.removed(2, "ann", "cid", "dee"));
        path.pass(INTERVAL.multipliedBy(3));
        drain();

        // When
        path.event(events.message(3, "ann"));

        // Then
        assertThat(path.delivered("gw-bob")).containsExactly("inbox bob");
    }

    @Test
    void shouldSendHeadUpdatesAtMostOncePerIntervalAndTheNewestInTheEnd() {
        // Given
        connected("bob");
        path.event(events.created("ann", "bob", "cid", "dee"));
        drain();

        // When
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "ann"));
        path.pass(INTERVAL.minusMillis(1));
        path.event(events.message(4, "ann"));
        path.pass(Duration.ofMillis(200));
        path.event(events.message(5, "ann"));
        path.pass(INTERVAL.plusMillis(200));
        path.pass(INTERVAL.plusMillis(200));

        // Then
        assertThat(heads("gw-bob")).containsExactly(2L, 4L, 5L);
    }

    @Test
    void shouldSendTheNewestHeadAfterARestart() {
        // Given
        connected("bob");
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "ann"));
        drain();

        // When
        path.restart();
        path.pass(Duration.ofSeconds(1));

        // Then
        assertThat(heads("gw-bob")).containsExactly(3L);
    }

    @Test
    void shouldAnswerAConnectWithTheKnownHead() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.renamed(2, "ann", "Crowd"));
        for (long sequence = 3; sequence <= 250; sequence++) {
            path.event(events.message(sequence, "ann"));
        }
        path.pass(INTERVAL.plusSeconds(1));

        // When
        path.restart();
        connected("bob");

        // Then
        assertThat(entry(path.deliveries("gw-bob").get(0))).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(250);
            assertThat(entry.getTitle()).isEqualTo("Crowd");
            assertThat(entry.getUnread()).isEqualTo(100);
        });
    }

    @Test
    void shouldAnswerAConnectWithTheHeadOfHalfASecondAgoThoughTheMembersGetItLater() {
        // Given
        connected("cid");
        path.event(events.created("ann", "bob", "cid", "dee"));
        for (long sequence = 2; sequence <= 5; sequence++) {
            path.event(events.message(sequence, "ann"));
        }
        drain();

        // When
        path.pass(HEADS_WITHIN.plusMillis(100));
        connected("bob");

        // Then
        assertThat(entry(path.deliveries("gw-bob").get(0))).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(5);
            assertThat(entry.getUnread()).isEqualTo(4);
            assertThat(entry.getActiveAt()).isEqualTo(Events.EPOCH.plusSeconds(5));
        });
        assertThat(path.delivered("gw-cid")).isEmpty();
    }

    @Test
    void shouldMakeOneRecordForEachPartitionWhileTheHeadMovesBetweenTwoHints() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.expansions();

        // When
        path.event(events.message(3, "ann"));
        path.event(events.message(4, "ann"));
        path.pass(HEADS_WITHIN.plusMillis(100));

        // Then
        assertThat(path.expansions())
                .filteredOn(expansion -> expansion.getBody() instanceof HeadMoved)
                .allSatisfy(expansion -> assertThat(((HeadMoved) expansion.getBody()).getUserIds())
                        .isEmpty())
                .extracting(Expansion::getUserPartition)
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    @Test
    void shouldCountNeitherOnesOwnMessagesNorOtherEventsNorDeletedOnes() {
        // Given
        connected("ann", "bob");
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "bob"));
        path.event(events.message(4, "ann"));
        path.event(events.renamed(5, "ann", "Crowd"));
        path.pass(INTERVAL.plusSeconds(1));
        List<Integer> before = unread("ann", "bob");

        // When
        path.event(events.deleted(6, "ann", 4));
        path.pass(INTERVAL.plusSeconds(1));

        // Then
        assertThat(before).containsExactly(0, 1);
        assertThat(unread("ann", "bob")).containsExactly(0, 0);
    }

    @Test
    void shouldCountNoDeletedMessageOfBeforeItWasLarge() {
        // Given
        connected("bob");
        path.event(events.created("ann", "bob", "cid"));
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "ann"));
        path.event(events.added(4, "ann", "dee"));

        // When
        path.event(events.deleted(5, "ann", 2));
        path.restart();
        path.againFrom(events.deleted(5, "ann", 2));
        path.pass(INTERVAL.plusSeconds(1));

        // Then
        assertThat(unread("bob")).containsExactly(1);
    }

    @Test
    void shouldMoveTheReadersOwnMarkAndNotifyNobodyElse() {
        // Given
        connected("ann", "bob");
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.event(events.message(3, "ann"));
        open("ann");
        drain();

        // When
        path.signal(GROUP, "bob", "gw-bob", new Read(3L));
        path.pass(Duration.ofSeconds(2));

        // Then
        assertThat(entry(path.deliveries("gw-bob").get(0))).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(3);
            assertThat(entry.getUnread()).isZero();
        });
        assertThat(path.delivered("gw-ann")).isEmpty();
    }

    @Test
    void shouldOpenWithoutReadMarks() {
        // Given
        path.event(events.created("ann", "bob", "cid", "dee"));
        path.event(events.message(2, "ann"));
        path.signal(GROUP, "bob", "gw-bob", new Read(2L));
        drain();

        // When
        open("bob");

        // Then
        OpenedDelivery opened = (OpenedDelivery) path.deliveries("gw-bob").get(0);
        assertThat(opened.getLarge()).isTrue();
        assertThat(opened.getHead()).isEqualTo(2);
        assertThat(opened.getMembers()).hasSize(4);
        assertThat(opened.getReads()).isEmpty();
    }

    @Test
    void shouldShowNewcomersTheEntryFirstAndGiveTheRemovedNothingMore() {
        // Given
        connected("bob", "eve");
        path.event(events.created("ann", "bob", "cid", "dee"));
        open("bob");
        path.event(events.message(2, "ann"));
        drain();

        // When
        path.event(events.added(3, "ann", "eve"));
        path.event(events.removed(4, "ann", "bob"));
        path.event(events.message(5, "ann"));
        path.pass(INTERVAL.plusSeconds(1));

        // Then
        assertThat(path.delivered("gw-eve")).containsExactly("inbox eve", "3 eve", "inbox eve");
        assertThat(path.delivered("gw-bob")).containsExactly("3 bob", "4 bob", "4 bob");
    }

    @Test
    void shouldTakeARemovedMemberInAgain() {
        // Given
        connected("bob");
        path.event(events.created("ann", "bob", "cid", "dee"));
        open("bob");
        path.event(events.removed(2, "ann", "bob"));
        path.event(events.message(3, "ann"));
        drain();

        // When
        path.event(events.added(4, "ann", "bob"));
        path.event(events.message(5, "ann"));
        open("bob");
        path.event(events.message(6, "ann"));

        // Then
        assertThat(path.delivered("gw-bob")).containsExactly("inbox bob", "4 bob", "opened 5 bob-phone", "6 bob");
    }

    @Test
    void shouldRouteEachEventAsTheFirstTimeWhenTheInboxesAreAhead() {
        // Given
        connected("bob", "cid");
        path.event(events.created("ann", "bob", "cid"));
        path.event(events.message(2, "ann"));
        path.event(events.added(3, "ann", "dee"));
        open("cid");
        path.event(events.message(4, "ann"));
        path.event(events.removed(5, "ann", "cid"));
        path.event(events.message(6, "ann"));
        drain();

        // When
        path.restart();
        path.againFrom(events.message(2, "ann"));

        // Then
        assertThat(path.delivered("gw-bob")).containsExactly("2 bob", "3 bob", "inbox bob");
        assertThat(path.delivered("gw-cid"))
                .containsExactly("2 cid", "3 cid", "opened 3 cid-phone", "4 cid", "5 cid", "5 cid");
    }

    @Test
    void shouldKeepThoseWhoOpenedItBeforeOnTheWayOfTheirPartition() {
        // Given
        connected("bob", "cid");
        path.event(events.created("ann", "bob", "cid"));
        open("bob");
        path.event(events.added(2, "ann", "dee"));
        open("cid");
        drain();
        path.expansions();

        // When
        path.event(events.message(3, "ann"));

        // Then
        assertThat(recipients(path.expansions())).containsExactlyInAnyOrder("ann", "bob");
        assertThat(path.delivered("gw-bob")).containsExactly("3 bob");
        assertThat(path.delivered("gw-cid")).containsExactly("3 cid");
    }

    @Test
    void shouldMakeOneHintForEachPartitionAndRewriteNoRowsWhenAThousandMembersAreConnected() {
        // Given
        String[] members =
                IntStream.range(0, 1_000).mapToObj(number -> "user-" + number).toArray(String[]::new);
        try (PathFixture wide = new PathFixture(12)) {
            for (String member : members) {
                wide.connect(member, member + "-phone", "gw-1", 1);
            }
            wide.event(events.created(members));
            wide.expansions();
            Map<String, InboxState> before = rows(wide);

            // When
            for (long sequence = 2; sequence <= 50; sequence++) {
                wide.event(events.message(sequence, "user-0"));
            }

            // Then
            List<Expansion> expansions = wide.expansions();
            assertThat(expansions)
                    .filteredOn(expansion -> expansion.getBody() instanceof HeadMoved)
                    .extracting(Expansion::getUserPartition)
                    .containsExactlyElementsOf(IntStream.range(0, 12).boxed().toList());
            assertThat(expansions)
                    .filteredOn(expansion -> expansion.getBody() instanceof ExpandedEvent)
                    .hasSize(49)
                    .allSatisfy(expansion -> assertThat(((ExpandedEvent) expansion.getBody()).getRecipients())
                            .containsExactly("user-0"));
            Map<String, InboxState> after = rows(wide);
            after.keySet().removeIf(key -> after.get(key).equals(before.get(key)));
            assertThat(after).containsOnlyKeys("user-0\0" + GROUP);
        }
    }

    private void connected(String... userIds) {
        for (String userId : userIds) {
            path.connect(userId, userId + "-phone", "gw-" + userId, 1);
        }
    }

    /** The unread counts of each user's last entry. */
    private List<Integer> unread(String... userIds) {
        return List.of(userIds).stream()
                .map(userId -> {
                    List<InboxEntry> entries = path.deliveries("gw-" + userId).stream()
                            .filter(InboxDelivery.class::isInstance)
                            .filter(body ->
                                    !((InboxDelivery) body).getConversations().isEmpty())
                            .map(LargeGroupTest::entry)
                            .toList();
                    return entries.get(entries.size() - 1).getUnread();
                })
                .toList();
    }

    private void open(String userId) {
        path.signal(GROUP, userId, "gw-" + userId, new Open());
    }

    private void drain() {
        List.of("ann", "bob", "cid", "dee", "eve").forEach(userId -> path.delivered("gw-" + userId));
    }

    private List<Long> heads(String gatewayId) {
        return path.deliveries(gatewayId).stream()
                .map(body -> entry(body).getHead())
                .toList();
    }

    private static InboxEntry entry(Object body) {
        return ((InboxDelivery) body).getConversations().get(0);
    }

    private static List<String> recipients(List<Expansion> expansions) {
        List<String> recipients = new ArrayList<>();
        expansions.forEach(expansion -> {
            if (expansion.getBody() instanceof ExpandedEvent event) {
                recipients.addAll(event.getRecipients());
            }
        });
        return recipients;
    }

    private static Map<String, InboxState> rows(PathFixture fixture) {
        Map<String, InboxState> rows = new TreeMap<>();
        try (KeyValueIterator<String, InboxState> all =
                fixture.<InboxState>storeOfUsers("user-inboxes").all()) {
            while (all.hasNext()) {
                KeyValue<String, InboxState> row = all.next();
                rows.put(row.key, row.value);
            }
        }
        return rows;
    }
}
