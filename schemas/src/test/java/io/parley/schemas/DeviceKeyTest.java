package io.parley.schemas;

import io.parley.avro.Device;
import io.parley.avro.Platform;
import io.parley.avro.TextMode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeviceKeyTest {

    private static final String ENDPOINT = "https://push.example/a?b=c d";

    @Test
    void shouldNameUserPlatformAndToken() {
        // Given
        Device device = new Device("ann", Platform.WEB, ENDPOINT, false, null, TextMode.FULL, null);

        // When
        DeviceKey key = DeviceKey.of(device);

        // Then
        assertThat(key).hasToString("ann web " + ENDPOINT);
        assertThat(key.withoutUser()).isEqualTo("web " + ENDPOINT);
        assertThat(DeviceKey.parse(key.toString())).contains(key);
    }

    @Test
    void shouldParseNothingElse() {
        assertThat(DeviceKey.parse("ann")).isEmpty();
        assertThat(DeviceKey.parse("ann apns")).isEmpty();
        assertThat(DeviceKey.parse("ann apns ")).isEmpty();
        assertThat(DeviceKey.parse("ann pager 5f1e")).isEmpty();
        assertThat(DeviceKey.parse(" apns 5f1e")).isEmpty();
    }

    @Test
    void shouldRefuseWhatWouldBeAnotherKey() {
        assertThatThrownBy(() -> new DeviceKey("ann smith", Platform.APNS, "5f1e"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeviceKey("ann", Platform.APNS, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldGiveEachReasonANameOfItsOwn() {
        for (PushReason reason : PushReason.values()) {
            assertThat(PushReason.find(reason.wireName())).contains(reason);
        }
        assertThat(PushReason.FORMER_OWNER.wireName()).isEqualTo("former-owner");
        assertThat(PushReason.find("later")).isEmpty();
    }
}
