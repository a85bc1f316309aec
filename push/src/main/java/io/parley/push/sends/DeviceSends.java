package io.parley.push.sends;

import io.parley.avro.DeviceAddress;
import io.parley.avro.DeviceSend;
import io.parley.avro.Platform;
import io.parley.avro.SendKind;
import io.parley.avro.SendText;
import io.parley.push.notification.AppToken;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Subject;
import io.parley.push.notification.Target;
import io.parley.push.notification.Text;
import io.parley.push.notification.TextMode;
import io.parley.push.notification.Timing;
import io.parley.push.notification.WebSubscription;

import java.util.Optional;
import java.util.OptionalInt;

/** Makes notifications of the records of {@code sends}. */
public final class DeviceSends {

    private final TextMode installation;

    /** @param installation how much the installation lets out to providers, on any device */
    public DeviceSends(TextMode installation) {
        this.installation = installation;
    }

    /** Returns the notification of a record. */
    public Notification notification(DeviceSend send) {
        return new Notification(
                target(send.getDevice()),
                new Subject(send.getConversationId(), send.getSequence(), send.getUnread()),
                manner(send),
                text(send.getText()).in(mode(send.getText())),
                OptionalInt.of(send.getBadge()),
                send.getCollapseId(),
                new Timing(send.getSentAt(), send.getExpiresAt()));
    }

    private static Target target(DeviceAddress device) {
        if (device.getPlatform() != Platform.WEB) {
            return new AppToken(device.getToken(), Optional.ofNullable(device.getApp()));
        }
        // A subscription without keys is one that nothing can be encrypted for, as the provider says.
        return device.getKeys() == null
                ? new WebSubscription(device.getToken(), "", "")
                : new WebSubscription(
                        device.getToken(),
                        device.getKeys().getP256dh(),
                        device.getKeys().getAuth());
    }

    private static Manner manner(DeviceSend send) {
        if (send.getKind() == SendKind.WITHDRAW) {
            return Manner.WITHDRAWAL;
        }
        return send.getAlarm() ? Manner.ALARM : Manner.SILENT;
    }

    private TextMode mode(SendText text) {
        TextMode ofDevice = switch (text.getMode()) {
            case FULL -> TextMode.FULL;
            case SENDER -> TextMode.SENDER;
            case NONE -> TextMode.NONE;
        };
        return installation.narrower(ofDevice);
    }

    private static Text text(SendText text) {
        return new Text(
                Optional.ofNullable(text.getTitle()),
                Optional.of(text.getSenderId()).filter(sender -> !sender.isEmpty()),
                Optional.ofNullable(text.getContent()));
    }
}
