package io.parley.topologies.conversation;

import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.Typing;
import io.parley.avro.TypingDelivery;
import io.parley.topologies.conversation.decision.SentMarks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

/** Up to where those have read who sent something, as {@code opened} shows it. */
class SentMarksTest {

    private static final String GROUP = group(1);

    private final ConversationFixture conversation = new ConversationFixture(ConversationConfig.standard());

    @AfterEach
    void close() {
        conversation.close();
    }

    @Test
    void shouldKeepTheNewestMessageOfEachAndReturnTheDisplacedMark() {
        // Given
        SentMarks four =
                SentMarks.NONE.with("ann", 2).with("bob", 3).with("cid", 4).with("dee", 5);

        // When
        SentMarks again = four.with("ann", 6);
        SentMarks five = again.with("eve", 7);

        // Then
        assertThat(four.displacedBy("ann")).isEmpty();
        assertThat(again.displacedBy("eve")).isEqualTo(Optional.of(new SentMarks.Mark("bob", 3)));
        assertThat(List.of(five.of("ann"), five.of("bob"), five.of("cid"), five.of("dee"), five.of("eve")))
                .containsExactly(6L, 0L, 4L, 5L, 7L);
        assertThat(SentMarks.NONE.with("ann", 2).displacedBy("bob")).isEmpty();
    }

    @Test
    void shouldShowTheMarksOfAllWhoSentSomethingHoweverManyTheyAre() {
        // Given
        conversation.take(createGroup(GROUP, "ann", "c", "bob", "cid", "dee", "eve", "fay", "gil"));
        List<String> senders = List.of("ann", "bob", "cid", "dee", "eve", "fay", "ann");
        for (int i = 0; i < senders.size(); i++) {
            conversation.take(send(GROUP, senders.get(i), "m-" + i, "hello"));
        }
        conversation.signal(GROUP, "bob", "gw-1", new Read(1L));
        conversation.signal(GROUP, "cid", "gw-1", new Read(6L));

        // When
        Map<String, Long> reads = reads();
        conversation.restart();
        conversation.take(send(GROUP, "bob", "m-1", "hello"));

        // Then
        assertThat(reads)
                .isEqualTo(Map.of("ann", 8L, "bob", 3L, "cid", 6L, "dee", 5L, "eve", 6L, "fay", 7L))
                .isEqualTo(reads());
    }

    @Test
    void shouldSendNoReadDeliveryToThoseWhoHaveTheConversationOpen() {
        // Given
        conversation.take(createGroup(GROUP, "ann", "c", "bob"));
        conversation.signal(GROUP, "ann", "gw-1", new Open());
        conversation.expansions();

        // When
        conversation.take(send(GROUP, "bob", "m", "hello"));

        // Then
        assertThat(conversation.delivered("gw-1")).isEmpty();
    }

    @Test
    void shouldSendThatAUserHasStoppedTyping() {
        // Given
        conversation.take(createGroup(GROUP, "ann", "c", "bob"));
        conversation.signal(GROUP, "ann", "gw-1", new Open());
        conversation.expansions();

        // When
        conversation.signal(GROUP, "bob", "gw-2", new Typing(true, null));
        conversation.signal(GROUP, "bob", "gw-2", new Typing(false, null));
        conversation.signal(GROUP, "bob", "gw-2", new Typing(true, null));

        // Then
        assertThat(conversation.delivered("gw-1"))
                .containsExactly(
                        new TypingDelivery(GROUP, "bob", List.of("ann"), false),
                        new TypingDelivery(GROUP, "bob", List.of("ann"), true));
    }

    private Map<String, Long> reads() {
        conversation.expansions();
        conversation.signal(GROUP, "gil", "gw-9", new Open());
        return ((OpenedDelivery) conversation.delivered("gw-9").get(0)).getReads();
    }
}
