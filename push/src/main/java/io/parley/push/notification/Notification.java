package io.parley.push.notification;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Describes what one device is to show, replace or take back.
 *
 * @param target the device
 * @param subject the message that it is about
 * @param manner how it changes what is shown
 * @param text what may be shown, already narrowed to what the device and the installation allow
 * @param badge number on the app's icon; empty if it stays as it is
 * @param collapseId the same for all notifications of a user and conversation, at most 64 bytes
 * @param timing age and end
 */
public record Notification(
        Target target, Subject subject, Manner manner, Text text, OptionalInt badge, String collapseId, Timing timing) {

    /** Identifies the notification over all its tries. */
    public UUID id() {
        String content = target.device()
                + '\n'
                + collapseId
                + '\n'
                + subject
                + '\n'
                + manner
                + '\n'
                + badge
                + '\n'
                + text.body().orElse("");
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns it with another text. */
    public Notification with(Text other) {
        return new Notification(target, subject, manner, other, badge, collapseId, timing);
    }

    /** Returns it with another manner. */
    public Notification with(Manner other) {
        return new Notification(target, subject, other, text, badge, collapseId, timing);
    }

    /**
     * Returns what to send when this came before an earlier one of the same device and conversation was sent. A
     * correction then has to sound the alarm that it corrects, which nobody has heard.
     *
     * <pre>
     *  5 alarm, 5 silent       5 alarm, with the new text
     *  5 alarm, 5 withdrawal   5 withdrawal
     *  5 alarm, 6 alarm        6 alarm
     *  6 alarm, 5 silent       6 alarm: a repeat is dropped
     * </pre>
     */
    public Notification insteadOf(Notification earlier) {
        if (isRepeatAfter(earlier)) {
            return earlier;
        }
        boolean unheard = earlier.manner == Manner.ALARM && manner == Manner.SILENT;
        return unheard ? with(Manner.ALARM) : this;
    }

    /** Returns whether it is about an earlier message than one of the same device and conversation that came before it. */
    public boolean isRepeatAfter(Notification earlier) {
        return subject.sequence() < earlier.subject.sequence();
    }
}
