package io.parley.push.fcm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.push.notification.AppToken;
import io.parley.push.notification.FittedText;
import io.parley.push.notification.JsonText;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Text;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Encodes a message of FCM's HTTP v1 interface: data alone, all of it texts, which the app shows.
 *
 * <pre>
 *  {"message": {"token": "…", "data": {"c": "general", "s": "7", "u": "2", "k": "alarm", "title": "…", "sender": "…",
 *   "text": "…", "badge": "3"}, "android": {"priority": "high", "ttl": "3600s"}}}
 * </pre>
 */
final class FcmMessage {

    /** Bytes of the data that FCM takes. */
    static final int MOST = 4096;

    /** The longest that FCM keeps a message for a device that is away. */
    static final Duration LONGEST = Duration.ofDays(28);

    private FcmMessage() {}

    static byte[] encode(Notification notification, AppToken token, Instant now) {
        return FittedText.encode(notification.text(), text -> encode(notification, token, text, now), MOST);
    }

    private static byte[] encode(Notification notification, AppToken token, Text text, Instant now) {
        ObjectNode root = JsonText.object();
        ObjectNode message = root.putObject("message");
        message.put("token", token.token());
        ObjectNode data = message.putObject("data");
        data.put("c", notification.subject().conversationId());
        data.put("s", Long.toString(notification.subject().sequence()));
        data.put("u", Integer.toString(notification.subject().unread()));
        data.put("k", notification.manner().name().toLowerCase(Locale.ROOT));
        text.title().ifPresent(title -> data.put("title", title));
        text.sender().ifPresent(sender -> data.put("sender", sender));
        text.body().ifPresent(body -> data.put("text", body));
        notification.badge().ifPresent(badge -> data.put("badge", Integer.toString(badge)));
        ObjectNode android = message.putObject("android");
        // With high priority and nothing to show, an app's later messages are delayed.
        android.put("priority", notification.manner() == Manner.ALARM ? "high" : "normal");
        android.put("ttl", notification.timing().secondsLeft(now, LONGEST) + "s");
        return JsonText.encode(root);
    }
}
