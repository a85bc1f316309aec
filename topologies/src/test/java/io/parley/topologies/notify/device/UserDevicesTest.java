package io.parley.topologies.notify.device;

import io.parley.avro.Device;
import io.parley.avro.Platform;
import io.parley.avro.TextMode;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.PushReason;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class UserDevicesTest {

    private static final int MOST = 3;
    private static final UserDevices NONE = UserDevices.of(null);

    @Test
    void shouldGoByTheLogsTimeInAnyOrderOfArrival() {
        assertThat(tokens(lost(registered(NONE, "t", 1), "t", 2), 9)).isEmpty();
        assertThat(tokens(registered(lost(NONE, "t", 2), "t", 1), 9)).isEmpty();
        assertThat(tokens(registered(lost(NONE, "t", 2), "t", 2), 9)).isEmpty();
        assertThat(tokens(lost(registered(NONE, "t", 3), "t", 2), 9)).containsExactly("t");
        assertThat(tokens(registered(lost(NONE, "t", 2), "t", 3), 9)).containsExactly("t");
        assertThat(tokens(registered(lost(registered(NONE, "t", 1), "t", 2), "t", 3), 9))
                .containsExactly("t");
    }

    @Test
    void shouldSendNothingFromBeforeTheRegistration() {
        // Given a device that is renewed at 9
        UserDevices devices = registered(registered(NONE, "t", 5), "t", 9);

        // Then
        assertThat(tokens(devices, 4)).isEmpty();
        assertThat(tokens(devices, 5)).containsExactly("t");
        assertThat(tokens(registered(lost(devices, "t", 10), "t", 11), 10)).isEmpty();
    }

    @Test
    void shouldKeepTheNewestOnes() {
        // Given
        UserDevices devices = NONE;
        for (int at = 1; at <= MOST; at++) {
            devices = registered(devices, "t" + at, at);
        }

        // When the oldest is renewed, and another one comes
        devices = registered(registered(devices, "t1", 7), "new", 8);

        // Then
        assertThat(tokens(devices, 9)).containsExactlyInAnyOrder("t3", "t1", "new");
    }

    @Test
    void shouldForgetTheOldestLosses() {
        // Given
        UserDevices devices = registered(NONE, "t", 1);
        for (int at = 2; at < 100; at++) {
            devices = lost(devices, "lost" + at, at);
        }

        // Then
        assertThat(devices.toState().getDevices()).hasSize(21);
        assertThat(tokens(devices, 100)).containsExactly("t");
    }

    @Test
    void shouldSayWhyThereIsNone() {
        assertThat(NONE.lack()).isEqualTo(PushReason.NO_DEVICE);
        assertThat(registered(NONE, "t", 1).lack()).isEqualTo(PushReason.NO_DEVICE);
        assertThat(lost(registered(NONE, "t", 1), "t", 2).lack()).isEqualTo(PushReason.FORMER_OWNER);
        assertThat(registered(lost(registered(NONE, "t", 1), "t", 2), "u", 3).lack())
                .isEqualTo(PushReason.NO_DEVICE);
    }

    private static UserDevices registered(UserDevices before, String token, long atMs) {
        return before.registered(new Device("ann", Platform.FCM, token, false, null, TextMode.FULL, null), atMs, MOST);
    }

    private static UserDevices lost(UserDevices before, String token, long atMs) {
        return before.lost(new DeviceKey("ann", Platform.FCM, token), atMs, PushReason.FORMER_OWNER);
    }

    private static List<String> tokens(UserDevices devices, long atMs) {
        return devices.live(atMs).stream()
                .map(device -> device.getAddress().getToken())
                .toList();
    }
}
