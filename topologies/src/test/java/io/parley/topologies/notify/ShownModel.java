package io.parley.topologies.notify;

import io.parley.avro.DeviceSend;
import io.parley.avro.Push;
import io.parley.avro.SendKind;
import io.parley.schemas.DeviceKey;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Knows by plain rules what each device has to show in the end, however its notifications were paced: of each
 * conversation the newest push, if it withdraws nothing. Devices count that were there, without a doubt, before that
 * push.
 */
final class ShownModel {

    private final Map<Place, Newest> newest = new HashMap<>();
    private final Map<DeviceKey, Instant> since = new HashMap<>();
    private final Map<OnDevice, DeviceSend> screens = new HashMap<>();

    private record Place(String userId, String conversationId) {}

    private record OnDevice(DeviceKey device, String conversationId) {}

    private record Newest(Push push, Instant at) {}

    /** Takes a push, in the order of the log. */
    void pushed(Push push, Instant at) {
        newest.merge(new Place(push.getUserId(), push.getConversationId()), new Newest(push, at), (before, next) -> {
            long was = before.push().getSequence();
            boolean wins = next.push().getSequence() > was
                    || (next.push().getSequence() == was && before.push().getUnread() != 0);
            boolean same = next.push().equals(before.push());
            return wins && !same ? next : before;
        });
    }

    /** Notes from when on a device is there. Its app has connected, and takes down what it showed before. */
    void registered(DeviceKey device, Instant at) {
        since.keySet().removeIf(other -> other.withoutUser().equals(device.withoutUser()) && !other.equals(device));
        if (since.putIfAbsent(device, at) == null) {
            screens.keySet().removeIf(place -> place.device().equals(device));
        }
    }

    void lost(DeviceKey device) {
        since.remove(device);
    }

    /** Changes a screen as the device would. */
    void sent(DeviceSend send) {
        OnDevice place = new OnDevice(NeverToAFormerOwner.device(send), send.getConversationId());
        if (send.getKind() == SendKind.WITHDRAW) {
            screens.remove(place);
        } else {
            screens.put(place, send);
        }
    }

    /** Compares the screens, when nothing waits any more. */
    void check() {
        newest.forEach((place, last) -> since.forEach((device, from) -> {
            if (device.userId().equals(place.userId()) && from.isBefore(last.at())) {
                DeviceSend shown = screens.get(new OnDevice(device, place.conversationId()));
                assertThat(shown == null ? null : shown.getText().getContent())
                        .as("%s of %s", device, place)
                        .isEqualTo(
                                last.push().getUnread() == 0
                                        ? null
                                        : last.push().getContent());
                assertThat(shown == null || shown.getSequence() == last.push().getSequence())
                        .isTrue();
            }
        }));
    }
}
