package io.parley.push.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.push.notification.FittedText;
import io.parley.push.notification.JsonText;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Text;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Encodes a message for a service worker, and says how a push service is to treat it.
 *
 * <pre>
 *  {"c": "general", "s": 7, "u": 2, "k": "alarm", "title": "…", "sender": "…", "text": "…", "badge": 3}
 * </pre>
 */
final class WebMessage {

    /** The longest that a push service is asked to keep a message for a device that is away. */
    static final Duration LONGEST = Duration.ofDays(28);

    /** Characters of a topic, by RFC 8030. */
    private static final int TOPIC = 32;

    /** FCM takes a topic for a collapse key, and throttles these. */
    private static final String GOOGLE = "fcm.googleapis.com";

    private WebMessage() {}

    static byte[] encode(Notification notification) {
        return FittedText.encode(notification.text(), text -> encode(notification, text), Encryption.LONGEST);
    }

    static String urgency(Notification notification) {
        return notification.manner() == Manner.ALARM ? "high" : "normal";
    }

    /** Returns what makes a push service replace a waiting message by a newer one. */
    static Optional<String> topic(Notification notification, URI endpoint) {
        String collapse = notification.collapseId();
        return GOOGLE.equalsIgnoreCase(endpoint.getHost())
                ? Optional.empty()
                : Optional.of(collapse.substring(0, Math.min(TOPIC, collapse.length())));
    }

    private static byte[] encode(Notification notification, Text text) {
        ObjectNode message = JsonText.object();
        message.put("c", notification.subject().conversationId());
        message.put("s", notification.subject().sequence());
        message.put("u", notification.subject().unread());
        message.put("k", notification.manner().name().toLowerCase(Locale.ROOT));
        text.title().ifPresent(title -> message.put("title", title));
        text.sender().ifPresent(sender -> message.put("sender", sender));
        text.body().ifPresent(body -> message.put("text", body));
        notification.badge().ifPresent(badge -> message.put("badge", badge));
        return JsonText.encode(message);
    }
}
