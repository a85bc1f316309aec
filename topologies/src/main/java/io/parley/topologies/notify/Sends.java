package io.parley.topologies.notify;

import io.parley.avro.DeviceSend;
import io.parley.avro.Push;
import io.parley.avro.PushOutcome;
import io.parley.avro.SendKind;
import io.parley.avro.SendText;
import io.parley.avro.TextMode;
import io.parley.avro.internal.KnownDevice;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.PushReason;

import java.time.Instant;

/** Makes the records of notifications: what one device may show, and the reason of what none gets. */
final class Sends {

    private static final String NOBODY = "";

    private final NotifyConfig config;

    Sends(NotifyConfig config) {
        this.config = config;
    }

    /** Whether a notification of this time is of no use any more. */
    boolean isExpired(long sentAtMs, long nowMs) {
        return sentAtMs + config.timeToLive().toMillis() <= nowMs;
    }

    /**
     * Makes the notification of one device.
     *
     * @param sentAtMs the time of the push, by the log's clock
     */
    DeviceSend send(Push push, SendKind kind, KnownDevice device, int badge, long sentAtMs, long nowMs) {
        boolean alarm =
                kind == SendKind.SHOW && nowMs - sentAtMs < config.alarmAge().toMillis();
        return DeviceSend.newBuilder()
                .setUserId(push.getUserId())
                .setDevice(device.getAddress())
                .setConversationId(push.getConversationId())
                .setSequence(push.getSequence())
                .setKind(kind)
                .setAlarm(alarm)
                .setText(text(push, stricter(device.getText(), config.text())))
                .setUnread(push.getUnread())
                .setBadge(badge)
                .setCollapseId(CollapseId.of(push.getUserId(), push.getConversationId()))
                .setSentAt(Instant.ofEpochMilli(sentAtMs))
                .setExpiresAt(Instant.ofEpochMilli(sentAtMs).plus(config.timeToLive()))
                .build();
    }

    private static TextMode stricter(TextMode one, TextMode other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static SendText text(Push push, TextMode mode) {
        return switch (mode) {
            case FULL -> new SendText(mode, push.getSenderId(), push.getTitle(), push.getContent());
            case SENDER -> new SendText(mode, push.getSenderId(), push.getTitle(), null);
            case NONE -> new SendText(mode, NOBODY, null, null);
        };
    }

    /** Makes the outcome of a push that no device gets. */
    static PushOutcome outcome(Push push, PushReason reason, long nowMs) {
        return PushOutcome.newBuilder()
                .setUserId(push.getUserId())
                .setConversationId(push.getConversationId())
                .setSequence(push.getSequence())
                .setReason(reason.wireName())
                .setAt(Instant.ofEpochMilli(nowMs))
                .build();
    }

    /** Makes the outcome of a push in whose place another one came. */
    static PushOutcome replaced(Push push, PushReason reason, long by, long nowMs) {
        PushOutcome outcome = outcome(push, reason, nowMs);
        outcome.setSupersededBy(by);
        return outcome;
    }

    /** Makes the outcome of a device that another user has now. */
    static PushOutcome lost(DeviceKey device, PushReason reason, long atMs) {
        return PushOutcome.newBuilder()
                .setUserId(device.userId())
                .setPlatform(device.platform())
                .setToken(device.token())
                .setReason(reason.wireName())
                .setAt(Instant.ofEpochMilli(atMs))
                .build();
    }
}
