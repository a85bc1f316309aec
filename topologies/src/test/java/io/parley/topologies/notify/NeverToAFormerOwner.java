package io.parley.topologies.notify;

import io.parley.avro.DeviceSend;
import io.parley.schemas.DeviceKey;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A notification goes to a token that its user registered, and that nobody else registered since. Until a registration
 * is committed both the former owner and the new one may be sent to.
 *
 * <pre>
 *  (ann+t: ann registers t; ann→t: a notification of hers goes to it; |: a commit)
 *
 *  valid:    ann+t | ann→t bob+t ann→t bob→t | bob→t
 *  invalid:  ann→t    ·    ann+t bob+t | ann→t    ·    ann+t ann-t | ann→t
 * </pre>
 */
final class NeverToAFormerOwner {

    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Set<String>> allowed = new HashMap<>();

    void registered(DeviceKey device) {
        owners.put(device.withoutUser(), device.userId());
        allowed.computeIfAbsent(device.withoutUser(), token -> new HashSet<>()).add(device.userId());
    }

    void removed(DeviceKey device) {
        owners.remove(device.withoutUser(), device.userId());
    }

    /** Checks the next notification. */
    void check(DeviceSend send) {
        DeviceKey device = device(send);
        assertThat(allowed.getOrDefault(device.withoutUser(), Set.of()))
                .as("who may be sent to: %s", send)
                .contains(device.userId());
    }

    /** Notes that all registrations so far have had their effect. */
    void settled() {
        allowed.replaceAll((token, users) -> {
            String owner = owners.get(token);
            return owner == null ? new HashSet<>() : new HashSet<>(Set.of(owner));
        });
    }

    static DeviceKey device(DeviceSend send) {
        return new DeviceKey(
                send.getUserId(),
                send.getDevice().getPlatform(),
                send.getDevice().getToken());
    }
}
