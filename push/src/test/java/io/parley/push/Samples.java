package io.parley.push;

import io.parley.push.notification.AppToken;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Subject;
import io.parley.push.notification.Target;
import io.parley.push.notification.Text;
import io.parley.push.notification.Timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes notifications that differ in what a test is about. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private Samples() {}

    public static Notification alarm(String device, String conversation, long sequence) {
        return notification(new AppToken(device, Optional.empty()), conversation, sequence, Manner.ALARM);
    }

    public static Notification silent(String device, String conversation, long sequence) {
        return alarm(device, conversation, sequence).with(Manner.SILENT);
    }

    public static Notification withdrawal(String device, String conversation, long sequence) {
        return notification(new AppToken(device, Optional.empty()), conversation, sequence, Manner.WITHDRAWAL);
    }

    /** A notification of a message that was sent at {@link #NOW}, for a day. */
    public static Notification notification(Target target, String conversation, long sequence, Manner manner) {
        return new Notification(
                target,
                new Subject(conversation, sequence, manner == Manner.WITHDRAWAL ? 0 : 2),
                manner,
                text("Lunch?"),
                OptionalInt.of(3),
                "collapse-" + conversation,
                new Timing(NOW, NOW.plus(Duration.ofDays(1))));
    }

    public static Text text(String body) {
        return new Text(Optional.of("The team"), Optional.of("alice"), Optional.of(body));
    }
}
