package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.InboxDelivery;
import io.parley.avro.Joining;
import io.parley.avro.internal.LiveSession;
import io.parley.topologies.path.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class WholeInboxTest {

    private static final LiveSession SESSION = new LiveSession("phone", "gw-1", 5L);
    private static final InboxConversation MEMBER =
            InboxRows.joined(new Joining(List.of("ann"), ConversationKind.GROUP, "Team", false), 1);

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "200, 1", "201, 2", "400, 2", "401, 3"})
    void shouldComeInPiecesWithTheLastOneMarked(int conversations, int pieces) {
        // Given
        SortedMap<String, InboxConversation> inbox = new TreeMap<>();
        for (int i = 0; i < conversations; i++) {
            inbox.put("conversation-" + i, MEMBER);
        }

        // When
        List<InboxDelivery> deliveries = deliveries(WholeInbox.of("ann", SESSION, inbox, Instant.MIN));

        // Then
        assertThat(deliveries).hasSize(pieces);
        assertThat(deliveries.subList(0, pieces - 1)).noneMatch(InboxDelivery::getLast);
        assertThat(deliveries.get(pieces - 1).getLast()).isTrue();
        assertThat(deliveries).allSatisfy(delivery -> {
            assertThat(delivery.getWhole()).isTrue();
            assertThat(delivery.getSessionId()).isEqualTo("phone");
            assertThat(delivery.getEpoch()).isEqualTo(5);
            assertThat(delivery.getConversations()).hasSizeLessThanOrEqualTo(WholeInbox.MOST_ENTRIES);
        });
        assertThat(deliveries).flatExtracting(InboxDelivery::getConversations).hasSize(conversations);
    }

    @Test
    void shouldNotShowWhatTheUserLeft() {
        // Given
        Events events = new Events("c");
        InboxConversation left =
                MEMBER.after(events.created("bob", "ann"), "ann").after(events.removed(2, "bob", "ann"), "ann");
        SortedMap<String, InboxConversation> inbox = new TreeMap<>();
        inbox.put("left", left);
        inbox.put("member", MEMBER);

        // When
        WholeInbox soon = WholeInbox.of("ann", SESSION, inbox, left.leftAt());
        WholeInbox late = WholeInbox.of("ann", SESSION, inbox, left.leftAt().plusMillis(1));

        // Then
        assertThat(deliveries(soon).get(0).getConversations()).hasSize(1);
        assertThat(soon.forgotten()).isEmpty();
        assertThat(late.forgotten()).containsExactly("left");
    }

    private static List<InboxDelivery> deliveries(WholeInbox whole) {
        assertThat(whole.deliveries()).allMatch(delivery -> delivery.gatewayId().equals("gw-1"));
        return whole.deliveries().stream()
                .map(delivery -> (InboxDelivery) delivery.delivery().getBody())
                .toList();
    }
}
