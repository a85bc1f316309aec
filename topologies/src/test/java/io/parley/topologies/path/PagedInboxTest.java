package io.parley.topologies.path;

import io.parley.avro.InboxAnswer;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;
import io.parley.avro.ListPage;
import io.parley.avro.LookUp;
import io.parley.avro.internal.InboxState;
import io.parley.topologies.conversation.ConversationConfig;
import io.parley.topologies.user.IndexEqualsRows;
import io.parley.topologies.user.UserConfig;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Inboxes by the page: at the connect, on request, and before the first event of what was in no page. */
class PagedInboxTest {

    private static final String GATEWAY = "gw-1";

    private final PathFixture path = new PathFixture(
            1,
            ConversationConfig.standard().withLargeGroupThreshold(3),
            UserConfig.standard().withInboxPage(2));

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldAnswerAConnectWithTheNewestAndTheRestOnRequest() {
        // Given
        for (int group = 1; group <= 5; group++) {
            create(group, "ann", "bob");
        }
        message(3, 2, "bob");
        InboxDelivery first = connect("ann");

        // When
        InboxAnswer second = list(first.getNext(), 2);
        InboxAnswer third = list(second.getNext(), 2);

        // Then
        assertThat(ids(first.getConversations())).containsExactly(id(3), id(5));
        assertThat(ids(second.getConversations())).containsExactly(id(4), id(2));
        assertThat(ids(third.getConversations())).containsExactly(id(1));
        assertThat(third.getNext()).isNull();
        assertThat(ids(list(null, 200).getConversations())).containsExactly(id(3), id(5), id(4), id(2), id(1));
    }

    @Test
    void shouldSayThatThereIsNoMoreWhenAPageHoldsAll() {
        // Given
        create(1, "ann", "bob");
        create(2, "ann", "bob");

        // When
        InboxDelivery inbox = connect("ann");

        // Then
        assertThat(inbox.getConversations()).hasSize(2);
        assertThat(inbox.getNext()).isNull();
    }

    @Test
    void shouldTellOfAnUnlistedConversationBeforeItsFirstEventOnly() {
        // Given
        for (int group = 1; group <= 3; group++) {
            create(group, "ann", "bob");
        }
        connect("ann");

        // When
        message(1, 2, "bob");
        message(1, 3, "bob");

        // Then
        List<Object> delivered = path.deliveries(GATEWAY);
        assertThat(delivered.stream().map(Words::of)).containsExactly("inbox ann", "2 ann", "3 ann");
        InboxDelivery told = (InboxDelivery) delivered.get(0);
        assertThat(told.getIfUntold()).isTrue();
        assertThat(told.getConversations()).singleElement().satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(1);
            assertThat(entry.getConversationId()).isEqualTo(id(1));
        });
    }

    @Test
    void shouldPlaceALargeGroupByTheActivityThatItsPartitionKnows() {
        // Given
        create(1, "bob", "ann", "cid", "dee");
        create(2, "ann", "bob");
        create(3, "ann", "bob");
        message(1, 2, "bob");
        path.pass(Duration.ofSeconds(1));

        // When
        InboxDelivery inbox = connect("ann");

        // Then
        assertThat(ids(inbox.getConversations())).containsExactly(id(1), id(3));
        assertThat(ids(list(inbox.getNext(), 10).getConversations())).containsExactly(id(2));
    }

    @Test
    void shouldAnswerALookUpWithTheEntryForMembersOnly() {
        // Given
        create(1, "ann", "bob");
        create(2, "bob", "cid");

        // When
        path.ask("ann", "phone", GATEWAY, 1, new LookUp(id(1)));
        path.ask("ann", "phone", GATEWAY, 2, new LookUp(id(2)));
        path.ask("ann", "phone", GATEWAY, 3, new LookUp(id(3)));

        // Then
        List<Object> answers = path.deliveries(GATEWAY);
        assertThat(answers.stream().map(Words::of))
                .containsExactly("answer 1 phone", "answer 2 phone", "answer 3 phone");
        assertThat(ids(((InboxAnswer) answers.get(0)).getConversations())).containsExactly(id(1));
        assertThat(((InboxAnswer) answers.get(1)).getConversations()).isEmpty();
        assertThat(((InboxAnswer) answers.get(2)).getConversations()).isEmpty();
    }

    @Test
    void shouldListNothingThatTheUserLeftAndForgetItLater() {
        // Given
        create(1, "bob", "ann");
        publish(new Events(id(1)).removed(2, "bob", "ann"));

        // When
        InboxDelivery inbox = connect("ann");
        path.pass(Duration.ofDays(1).plusSeconds(1));
        boolean kept = rows().get("ann\0" + id(1)) != null;
        connect("ann");

        // Then
        assertThat(inbox.getConversations()).isEmpty();
        assertThat(kept).isTrue();
        assertThat(rows().get("ann\0" + id(1))).isNull();
        IndexEqualsRows.check(rows());
    }

    @Test
    void shouldIndexRowsThatWereWrittenBeforeThereWasAnIndex() {
        // Given
        for (int group = 1; group <= 3; group++) {
            create(group, "ann", "bob");
        }
        dropIndex();

        // When
        InboxDelivery inbox = connect("ann");
        connect("bob");

        // Then
        assertThat(ids(inbox.getConversations())).containsExactly(id(3), id(2));
        IndexEqualsRows.check(rows());
    }

    private void dropIndex() {
        Set<String> ids = Set.of(id(1), id(2), id(3));
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, InboxState> all = rows().all()) {
            all.forEachRemaining(row -> keys.add(row.key));
        }
        keys.stream()
                .filter(key -> !ids.contains(key.substring(key.indexOf('\0') + 1)))
                .forEach(rows()::delete);
    }

    private KeyValueStore<String, InboxState> rows() {
        return path.storeOfUsers("user-inboxes");
    }

    private void create(int group, String... members) {
        publish(new Events(id(group)).created(members));
    }

    private void message(int group, long sequence, String sender) {
        publish(new Events(id(group)).message(sequence, sender));
    }

    private void publish(io.parley.avro.Event event) {
        event.setSentAt(path.now());
        path.event(event);
    }

    private InboxDelivery connect(String userId) {
        path.connect(userId, userId + "-phone", GATEWAY, 1);
        return (InboxDelivery) path.deliveries(GATEWAY).get(0);
    }

    private InboxAnswer list(InboxPosition before, int limit) {
        path.ask("ann", "ann-phone", GATEWAY, 7, new ListPage(before, limit));
        return (InboxAnswer) path.deliveries(GATEWAY).get(0);
    }

    private static List<String> ids(List<InboxEntry> entries) {
        return entries.stream().map(InboxEntry::getConversationId).toList();
    }

    private static String id(int group) {
        return "00000000-0000-4000-8000-00000000000" + group;
    }
}
