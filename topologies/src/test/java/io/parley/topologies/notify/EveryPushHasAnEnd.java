package io.parley.topologies.notify;

import io.parley.avro.DeviceSend;
import io.parley.avro.Push;
import io.parley.avro.PushOutcome;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each push comes to one end: it is sent, to one device or several, or it has one outcome that says why not.
 *
 * <pre>
 *  valid:    p5 →5    ·    p5 →5 →5 (two devices)    ·    p5 p6 coalesced5 →6
 *  invalid:  p5    ·    p5 →5 coalesced5    ·    p5 p6 →6
 * </pre>
 */
public final class EveryPushHasAnEnd {

    private final Map<Message, Integer> pushes = new HashMap<>();
    private final Map<Message, Integer> outcomes = new HashMap<>();
    private final Set<Sent> sends = new HashSet<>();

    private record Message(String userId, String conversationId, long sequence) {}

    private record Sent(Message message, Instant at) {}

    /** Takes a push; no two have the same time. */
    public void pushed(Push push) {
        pushes.merge(new Message(push.getUserId(), push.getConversationId(), push.getSequence()), 1, Integer::sum);
    }

    public void sent(DeviceSend send) {
        sends.add(new Sent(
                new Message(send.getUserId(), send.getConversationId(), send.getSequence()), send.getSentAt()));
    }

    public void ended(PushOutcome outcome) {
        if (outcome.getConversationId() != null) {
            outcomes.merge(
                    new Message(outcome.getUserId(), outcome.getConversationId(), outcome.getSequence()),
                    1,
                    Integer::sum);
        }
    }

    /** Checks all pushes, when nothing waits any more. */
    public void checkComplete() {
        Map<Message, Integer> ends = new HashMap<>(outcomes);
        sends.forEach(sent -> ends.merge(sent.message(), 1, Integer::sum));
        assertThat(ends).isEqualTo(pushes);
    }
}
