package io.parley.topologies.delivery;

import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.internal.ExpandedEvent;
import io.parley.avro.internal.Expansion;
import io.parley.avro.internal.HeadMoved;
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

    private final Events events = new Events(GROUP);
    private final DeliveryFixture delivery = new DeliveryFixture(
            4, new DeliveryConfig(Duration.ofDays(1), 10_000, 10_000, 3, INTERVAL, Duration.ofSeconds(20), 20_000));

    @AfterEach
    void close() {
        delivery.close();
    }

    @Test
    void shouldReachThoseWhoHaveItOpenDirectlyAndTheRestByItsHead() {
        // Given
        connected("ann", "bob", "cid");
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        open("bob");
        drain();

        // When
        delivery.event(events.message(2, "ann"));

        // Then
        assertThat(delivery.told("gw-ann")).containsExactly("2 ann", "inbox ann");
        assertThat(delivery.told("gw-bob")).containsExactly("2 bob", "inbox bob");
        assertThat(delivery.told("gw-cid")).containsExactly("inbox cid");
    }

    @Test
    void shouldHandEventsOnlyToSessionsThatHaveItOpenButTheSendersOwn() {
        // Given
        connected("ann", "bob");
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        open("bob");
        drain();

        // When
        delivery.event(events.message(2, "ann"));

        // Then
        assertThat(((EventDelivery) delivery.deliveries("gw-bob").get(0)).getIfOpen())
                .isTrue();
        assertThat(((EventDelivery) delivery.deliveries("gw-ann").get(0)).getIfOpen())
                .isFalse();
    }

    @Test
    void shouldShowEverybodyTheGroupWhenItIsCreatedLarge() {
        // Given
        connected("ann", "bob");

        // When
        delivery.event(events.created("ann", "bob", "cid", "dee"));

        // Then
        assertThat(delivery.told("gw-ann")).containsExactly("inbox ann-phone", "inbox ann", "1 ann");
        List<Object> bob = delivery.deliveries("gw-bob");
        assertThat(entry(bob.get(1)).getLarge()).isTrue();
        assertThat(((EventDelivery) bob.get(2)).getEvent().getSequence()).isEqualTo(1);
    }

    @Test
    void shouldReachEverybodyByTheEventThatMakesItLargeAndTellThatItIs() {
        // Given
        connected("ann", "bob");
        delivery.event(events.created("ann", "bob", "cid"));
        delivery.event(events.message(2, "ann"));
        drain();

        // When
        delivery.event(events.added(3, "ann", "dee"));

        // Then
        List<Object> bob = delivery.deliveries("gw-bob");
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
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.removed(2, "ann", "cid", "dee"));
        delivery.pass(INTERVAL.multipliedBy(3));
        drain();

        // When
        delivery.event(events.message(3, "ann"));

        // Then
        assertThat(delivery.told("gw-bob")).containsExactly("inbox bob");
    }

    @Test
    void shouldTellTheHeadAtMostOncePerIntervalAndTheNewestInTheEnd() {
        // Given
        connected("bob");
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        drain();

        // When
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "ann"));
        delivery.pass(INTERVAL.minusMillis(1));
        delivery.event(events.message(4, "ann"));
        delivery.pass(Duration.ofMillis(200));
        delivery.event(events.message(5, "ann"));
        delivery.pass(INTERVAL.plusMillis(200));
        delivery.pass(INTERVAL.plusMillis(200));

        // Then
        assertThat(heads("gw-bob")).containsExactly(2L, 4L, 5L);
    }

    @Test
    void shouldTellTheNewestHeadAfterARestart() {
        // Given
        connected("bob");
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "ann"));
        drain();

        // When
        delivery.restart();
        delivery.pass(Duration.ofSeconds(1));

        // Then
        assertThat(heads("gw-bob")).containsExactly(3L);
    }

    @Test
    void shouldAnswerAConnectWithTheHeadThatWasHeardOf() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.renamed(2, "ann", "Crowd"));
        for (long sequence = 3; sequence <= 250; sequence++) {
            delivery.event(events.message(sequence, "ann"));
        }
        delivery.pass(INTERVAL.plusSeconds(1));

        // When
        delivery.restart();
        connected("bob");

        // Then
        assertThat(entry(delivery.deliveries("gw-bob").get(0))).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(250);
            assertThat(entry.getTitle()).isEqualTo("Crowd");
            assertThat(entry.getUnread()).isEqualTo(100);
        });
    }

    @Test
    void shouldAnswerAConnectWithTheHeadOfHalfASecondAgoThoughTheMembersAreToldLater() {
        // Given
        connected("cid");
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        for (long sequence = 2; sequence <= 5; sequence++) {
            delivery.event(events.message(sequence, "ann"));
        }
        drain();

        // When
        delivery.pass(FreshHeads.INTERVAL.plusMillis(100));
        connected("bob");

        // Then
        assertThat(entry(delivery.deliveries("gw-bob").get(0))).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(5);
            assertThat(entry.getUnread()).isEqualTo(4);
            assertThat(entry.getActiveAt()).isEqualTo(Events.EPOCH.plusSeconds(5));
        });
        assertThat(delivery.told("gw-cid")).isEmpty();
    }

    @Test
    void shouldMakeOneRecordForEachPartitionWhileTheHeadMovesBetweenTwoHints() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.expansions();

        // When
        delivery.event(events.message(3, "ann"));
        delivery.event(events.message(4, "ann"));
        delivery.pass(FreshHeads.INTERVAL.plusMillis(100));

        // Then
        assertThat(delivery.expansions())
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
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "bob"));
        delivery.event(events.message(4, "ann"));
        delivery.event(events.renamed(5, "ann", "Crowd"));
        delivery.pass(INTERVAL.plusSeconds(1));
        List<Integer> before = unread("ann", "bob");

        // When
        delivery.event(events.deleted(6, "ann", 4));
        delivery.pass(INTERVAL.plusSeconds(1));

        // Then
        assertThat(before).containsExactly(0, 1);
        assertThat(unread("ann", "bob")).containsExactly(0, 0);
    }

    @Test
    void shouldCountNoDeletedMessageOfBeforeItWasLarge() {
        // Given
        connected("bob");
        delivery.event(events.created("ann", "bob", "cid"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "ann"));
        delivery.event(events.added(4, "ann", "dee"));

        // When
        delivery.event(events.deleted(5, "ann", 2));
        delivery.restart();
        delivery.event(events.deleted(5, "ann", 2));
        delivery.pass(INTERVAL.plusSeconds(1));

        // Then
        assertThat(unread("bob")).containsExactly(1);
    }

    @Test
    void shouldMoveTheReadersOwnMarkAndTellNobodyElse() {
        // Given
        connected("ann", "bob");
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.message(3, "ann"));
        open("ann");
        drain();

        // When
        delivery.signal(GROUP, "bob", "gw-bob", new Read(3L));
        delivery.pass(Duration.ofSeconds(2));

        // Then
        assertThat(entry(delivery.deliveries("gw-bob").get(0))).satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(3);
            assertThat(entry.getUnread()).isZero();
        });
        assertThat(delivery.told("gw-ann")).isEmpty();
    }

    @Test
    void shouldOpenWithoutReadMarks() {
        // Given
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        delivery.event(events.message(2, "ann"));
        delivery.signal(GROUP, "bob", "gw-bob", new Read(2L));
        drain();

        // When
        open("bob");

        // Then
        OpenedDelivery opened = (OpenedDelivery) delivery.deliveries("gw-bob").get(0);
        assertThat(opened.getLarge()).isTrue();
        assertThat(opened.getHead()).isEqualTo(2);
        assertThat(opened.getMembers()).hasSize(4);
        assertThat(opened.getReads()).isEmpty();
    }

    @Test
    void shouldShowNewcomersTheEntryFirstAndGiveTheRemovedNothingMore() {
        // Given
        connected("bob", "eve");
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        open("bob");
        delivery.event(events.message(2, "ann"));
        drain();

        // When
        delivery.event(events.added(3, "ann", "eve"));
        delivery.event(events.removed(4, "ann", "bob"));
        delivery.event(events.message(5, "ann"));
        delivery.pass(INTERVAL.plusSeconds(1));

        // Then
        assertThat(delivery.told("gw-eve")).containsExactly("inbox eve", "3 eve", "inbox eve");
        assertThat(delivery.told("gw-bob")).containsExactly("3 bob", "4 bob", "4 bob");
    }

    @Test
    void shouldTakeARemovedMemberInAgain() {
        // Given
        connected("bob");
        delivery.event(events.created("ann", "bob", "cid", "dee"));
        open("bob");
        delivery.event(events.removed(2, "ann", "bob"));
        delivery.event(events.message(3, "ann"));
        drain();

        // When
        delivery.event(events.added(4, "ann", "bob"));
        delivery.event(events.message(5, "ann"));
        open("bob");
        delivery.event(events.message(6, "ann"));

        // Then
        assertThat(delivery.told("gw-bob")).containsExactly("inbox bob", "4 bob", "opened 5 bob-phone", "6 bob");
    }

    @Test
    void shouldDecideEachEventAsTheFirstTimeWhenTheStateIsAhead() {
        // Given
        connected("bob", "cid");
        delivery.event(events.created("ann", "bob", "cid"));
        delivery.event(events.message(2, "ann"));
        delivery.event(events.added(3, "ann", "dee"));
        open("cid");
        delivery.event(events.message(4, "ann"));
        delivery.event(events.removed(5, "ann", "cid"));
        delivery.event(events.message(6, "ann"));
        drain();

        // When
        delivery.restart();
        delivery.event(events.message(2, "ann"));
        delivery.event(events.added(3, "ann", "dee"));
        delivery.event(events.message(4, "ann"));
        delivery.event(events.removed(5, "ann", "cid"));
        delivery.event(events.message(6, "ann"));

        // Then
        assertThat(delivery.told("gw-bob")).containsExactly("2 bob", "3 bob", "inbox bob");
        assertThat(delivery.told("gw-cid")).containsExactly("2 cid", "3 cid", "4 cid", "5 cid");
    }

    @Test
    void shouldKeepThoseWhoOpenedItBeforeOnTheWayOfTheirPartition() {
        // Given
        connected("bob", "cid");
        delivery.event(events.created("ann", "bob", "cid"));
        open("bob");
        delivery.event(events.added(2, "ann", "dee"));
        open("cid");
        drain();
        delivery.expansions();

        // When
        delivery.event(events.message(3, "ann"));

        // Then
        assertThat(recipients(delivery.expansions())).containsExactlyInAnyOrder("ann", "bob");
        assertThat(delivery.told("gw-bob")).containsExactly("3 bob");
        assertThat(delivery.told("gw-cid")).containsExactly("3 cid");
    }

    @Test
    void shouldMakeOneHintForEachPartitionAndRewriteNoRowsWhenAThousandMembersAreConnected() {
        // Given
        String[] members =
                IntStream.range(0, 1_000).mapToObj(number -> "user-" + number).toArray(String[]::new);
        try (DeliveryFixture wide = new DeliveryFixture(12)) {
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
            delivery.connect(userId, userId + "-phone", "gw-" + userId, 1);
        }
    }

    /** What the last entry says that each was told. */
    private List<Integer> unread(String... userIds) {
        return List.of(userIds).stream()
                .map(userId -> {
                    List<InboxEntry> entries = delivery.deliveries("gw-" + userId).stream()
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
        delivery.signal(GROUP, userId, "gw-" + userId, new Open());
    }

    private void drain() {
        List.of("ann", "bob", "cid", "dee", "eve").forEach(userId -> delivery.told("gw-" + userId));
    }

    private List<Long> heads(String gatewayId) {
        return delivery.deliveries(gatewayId).stream()
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

    private static Map<String, InboxState> rows(DeliveryFixture fixture) {
        Map<String, InboxState> rows = new TreeMap<>();
        try (KeyValueIterator<String, InboxState> all =
                fixture.<InboxState>store(Names.INBOXES).all()) {
            while (all.hasNext()) {
                KeyValue<String, InboxState> row = all.next();
                rows.put(row.key, row.value);
            }
        }
        return rows;
    }
}
