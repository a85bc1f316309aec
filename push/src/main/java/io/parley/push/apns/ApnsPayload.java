package io.parley.push.apns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.push.notification.FittedText;
import io.parley.push.notification.JsonText;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Text;

import java.nio.charset.StandardCharsets;

/**
 * Encodes the payload of APNs. Without any text the app's own words stand there, by the key {@code PARLEY_MESSAGE}, and an
 * extension of the app may load the message. A withdrawal changes the badge alone; iOS itself removes all of an app's
 * notifications when the badge is 0, and the app removes one by {@code c} and {@code s}.
 *
 * <pre>
 *  alarm       {"aps": {"alert": {"title": "…", "subtitle": "…", "body": "…"}, "sound": "default", "badge": 3,
 *               "thread-id": "general", "mutable-content": 1}, "c": "general", "s": 7, "u": 2}
 *  withdrawal  {"aps": {"badge": 2}, "c": "general", "s": 7, "u": 0}
 * </pre>
 */
final class ApnsPayload {

    /** Bytes that APNs takes. */
    static final int MOST = 4096;

    /** The key of the app's own words for a message without text. */
    static final String WITHOUT_TEXT = "PARLEY_MESSAGE";

    private ApnsPayload() {}

    static String encode(Notification notification) {
        byte[] payload = FittedText.encode(notification.text(), text -> encode(notification, text), MOST);
        return new String(payload, StandardCharsets.UTF_8);
    }

    private static byte[] encode(Notification notification, Text text) {
        ObjectNode root = JsonText.object();
        ObjectNode aps = root.putObject("aps");
        notification.badge().ifPresent(badge -> aps.put("badge", badge));
        if (notification.manner() != Manner.WITHDRAWAL) {
            alert(aps.putObject("alert"), text);
            aps.put("thread-id", notification.subject().conversationId());
            aps.put("mutable-content", 1);
        }
        if (notification.manner() == Manner.ALARM) {
            aps.put("sound", "default");
        } else if (notification.manner() == Manner.SILENT) {
            aps.put("interruption-level", "passive");
        }
        root.put("c", notification.subject().conversationId());
        root.put("s", notification.subject().sequence());
        root.put("u", notification.subject().unread());
        return JsonText.encode(root);
    }

    private static void alert(ObjectNode alert, Text text) {
        text.heading().ifPresent(heading -> alert.put("title", heading));
        if (text.title().isPresent()) {
            text.sender().ifPresent(sender -> alert.put("subtitle", sender));
        }
        text.body().ifPresentOrElse(body -> alert.put("body", body), () -> alert.put("loc-key", WITHOUT_TEXT));
    }
}
