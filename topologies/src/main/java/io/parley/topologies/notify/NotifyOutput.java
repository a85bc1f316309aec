package io.parley.topologies.notify;

import io.parley.avro.Device;
import io.parley.avro.DeviceSend;
import io.parley.avro.PushOutcome;
import io.parley.avro.internal.TokenChange;
import io.parley.schemas.DeviceKey;
import io.parley.topologies.notify.device.LostBefore;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

import java.util.Collections;
import java.util.List;

/** The output of the task that owns a user's notifications. */
sealed interface NotifyOutput {

    /** A notification for one device. */
    record ToDevice(DeviceSend send) implements NotifyOutput {
        @Override
        public String key() {
            return send.getUserId();
        }
    }

    /** The reason why one isn't sent. */
    record ToRecord(PushOutcome outcome) implements NotifyOutput {
        @Override
        public String key() {
            return outcome.getUserId();
        }
    }

    /**
     * The end of a device's record in the topic of devices.
     *
     * @param atMs when the device was lost: a later registration stays
     */
    record Tombstone(DeviceKey device, long atMs) implements NotifyOutput {
        @Override
        public String key() {
            return device.toString();
        }

        @Override
        public Headers headers() {
            return LostBefore.headers(atMs);
        }
    }

    /** A registration, for the owner of the token's record. */
    record ToToken(DeviceKey device, long atMs) implements NotifyOutput {
        @Override
        public String key() {
            return device.withoutUser();
        }
    }

    /** The key of its record. */
    String key();

    /** The headers of its record. */
    default Headers headers() {
        return new RecordHeaders();
    }

    /** Makes its record. */
    default Record<String, NotifyOutput> at(long timestampMs) {
        return new Record<>(key(), this, timestampMs, headers());
    }

    static List<DeviceSend> sends(NotifyOutput output) {
        return output instanceof ToDevice one ? List.of(one.send()) : List.of();
    }

    static List<PushOutcome> outcomes(NotifyOutput output) {
        return output instanceof ToRecord one ? List.of(one.outcome()) : List.of();
    }

    /** Returns a null for each tombstone. */
    static List<Device> tombstones(NotifyOutput output) {
        return output instanceof Tombstone ? Collections.singletonList(null) : List.of();
    }

    static List<TokenChange> tokens(NotifyOutput output) {
        return output instanceof ToToken one
                ? List.of(new TokenChange(
                        one.device().userId(),
                        one.device().platform(),
                        one.device().token(),
                        one.atMs()))
                : List.of();
    }
}
