package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;
import io.parley.avro.Joining;
import io.parley.avro.internal.LiveSession;
import io.parley.topologies.parts.GatewayDelivery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class WholeInboxTest {

    private static final LiveSession SESSION = new LiveSession("phone", "gw-1", 5L, null);
    private static final InboxPosition NEXT = new InboxPosition(7L, "c");
    private static final InboxConversation MEMBER =
            InboxRows.joined(new Joining(List.of("ann"), ConversationKind.GROUP, "Team", false), 1);

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "200, 1", "201, 2", "400, 2", "401, 3"})
    void shouldComeInPiecesWithTheLastOneMarked(int conversations, int pieces) {
        // Given
        List<InboxEntry> entries = IntStream.range(0, conversations)
                .mapToObj(i -> MEMBER.entry("conversation-" + i, null))
                .toList();

        // When
        List<GatewayDelivery> deliveries = WholeInbox.of("ann", SESSION, new InboxPage(entries, NEXT));

        // Then
        assertThat(deliveries)
                .hasSize(pieces)
                .allMatch(delivery -> delivery.gatewayId().equals("gw-1"));
        List<InboxDelivery> bodies = deliveries.stream()
                .map(delivery -> (InboxDelivery) delivery.delivery().getBody())
                .toList();
        assertThat(bodies.subList(0, pieces - 1)).allMatch(piece -> !piece.getLast() && piece.getNext() == null);
        assertThat(bodies.get(pieces - 1).getLast()).isTrue();
        assertThat(bodies.get(pieces - 1).getNext()).isEqualTo(NEXT);
        assertThat(bodies).allSatisfy(delivery -> {
            assertThat(delivery.getWhole()).isTrue();
            assertThat(delivery.getSessionId()).isEqualTo("phone");
            assertThat(delivery.getEpoch()).isEqualTo(5);
            assertThat(delivery.getConversations()).hasSizeLessThanOrEqualTo(WholeInbox.MOST_ENTRIES);
        });
        assertThat(bodies).flatExtracting(InboxDelivery::getConversations).isEqualTo(entries);
    }
}
