package io.parley.schemas;

import io.parley.avro.Device;
import io.parley.avro.Platform;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Names a device of a user in the keys of {@code devices}, so that compaction keeps each. The key is longer than the id
 * that decides about its partition: put a record into {@code devices().partitionOf(key.userId())}, never where the
 * default partitioner would.
 *
 * @param userId the user; it has no spaces
 * @param token as the platform gave it
 */
public record DeviceKey(String userId, Platform platform, String token) {

    private static final char SEPARATOR = ' ';

    /** @throws IllegalArgumentException if the user id is none, or the token is empty */
    public DeviceKey {
        if (!UserId.isValid(userId)) {
            throw new IllegalArgumentException("a device's user id is " + UserId.EXPECTATION);
        }
        if (token.isEmpty()) {
            throw new IllegalArgumentException("a device without a token (expected: at least one character)");
        }
    }

    /** Returns the key of a device's record. */
    public static DeviceKey of(Device device) {
        return new DeviceKey(device.getUserId(), device.getPlatform(), device.getToken());
    }

    /** Parses the key of a record; empty if it is none, or of a platform that isn't known. */
    public static Optional<DeviceKey> parse(String key) {
        String[] parts = key.split(String.valueOf(SEPARATOR), 3);
        if (parts.length < 3 || !UserId.isValid(parts[0]) || parts[2].isEmpty()) {
            return Optional.empty();
        }
        return Arrays.stream(Platform.values())
                .filter(platform -> wireName(platform).equals(parts[1]))
                .findFirst()
                .map(platform -> new DeviceKey(parts[0], platform, parts[2]));
    }

    /** Returns what identifies the device under any user: its platform and token. */
    public String withoutUser() {
        return wireName(platform) + SEPARATOR + token;
    }

    /** The key of the record. */
    @Override
    public String toString() {
        return userId + SEPARATOR + withoutUser();
    }

    private static String wireName(Platform platform) {
        return platform.name().toLowerCase(Locale.ROOT);
    }
}
