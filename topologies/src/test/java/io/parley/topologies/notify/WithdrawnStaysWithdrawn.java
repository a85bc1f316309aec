package io.parley.topologies.notify;

import io.parley.avro.DeviceSend;
import io.parley.avro.Push;
import io.parley.avro.SendKind;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Once a push has withdrawn a message, no notification shows it or an earlier one of the conversation, on any device;
 * until the withdrawal is committed it may.
 *
 * <pre>
 *  valid:    p5 →5 p-5 | →-5 p5 p6 →6
 *  invalid:  p5 p-5 | →5    ·    p6 p-6 | →5
 * </pre>
 */
final class WithdrawnStaysWithdrawn {

    private final Map<Place, Long> pending = new HashMap<>();
    private final Map<Place, Long> withdrawn = new HashMap<>();

    private record Place(String userId, String conversationId) {}

    void pushed(Push push) {
        if (push.getUnread() == 0) {
            pending.merge(new Place(push.getUserId(), push.getConversationId()), push.getSequence(), Math::max);
        }
    }

    void check(DeviceSend send) {
        if (send.getKind() != SendKind.WITHDRAW) {
            assertThat(send.getSequence())
                    .as("%s", send)
                    .isGreaterThan(withdrawn.getOrDefault(new Place(send.getUserId(), send.getConversationId()), 0L));
        }
    }

    void settled() {
        pending.forEach((place, sequence) -> withdrawn.merge(place, sequence, Math::max));
        pending.clear();
    }
}
