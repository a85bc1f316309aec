package io.parley.topologies.notify;

import io.parley.avro.DeviceSend;
import io.parley.avro.SendKind;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The notifications of a device and conversation come in the order of their messages: a sequence is never lower than the
 * one before, and the same one only corrects or withdraws. A correction makes no sound.
 *
 * <pre>
 *  valid:    5 6 8    ·    5 5' 6    ·    5 6 -6
 *  invalid:  6 5    ·    5 5 as a new one    ·    6 -5
 * </pre>
 */
public final class OrderOnDevice {

    private final Map<Place, DeviceSend> last = new HashMap<>();

    private record Place(String device, String conversationId) {}

    /** Checks the next notification, in the order of the user's partition. */
    public void check(DeviceSend send) {
        Place place = new Place(NeverToAFormerOwner.device(send).toString(), send.getConversationId());
        DeviceSend before = last.put(place, send);
        if (before != null) {
            assertThat(send.getSequence()).as("%s after %s", send, before).isGreaterThanOrEqualTo(before.getSequence());
            if (send.getSequence() == before.getSequence()) {
                assertThat(send.getKind()).as("%s after %s", send, before).isNotEqualTo(SendKind.SHOW);
            }
        }
        if (send.getKind() != SendKind.SHOW) {
            assertThat(send.getAlarm()).as("%s", send).isFalse();
        }
    }
}
