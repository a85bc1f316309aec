package io.parley.push.notification;

import java.util.Optional;

/**
 * Holds what a notification may show. The text is missing if the message is encrypted, deleted or not at hand.
 *
 * @param title of the conversation; empty if it has none
 * @param sender of the message; empty if unknown
 * @param body of the message
 */
public record Text(Optional<String> title, Optional<String> sender, Optional<String> body) {

    /** Shows nothing but that there is a message. */
    public static final Text NONE = new Text(Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns what is left of it in a mode. */
    public Text in(TextMode mode) {
        return switch (mode) {
            case FULL -> this;
            case SENDER -> withoutBody();
            case NONE -> NONE;
        };
    }

    /** Returns it without the text of the message. */
    public Text withoutBody() {
        return new Text(title, sender, Optional.empty());
    }

    /** Returns it with another text of the message. */
    public Text withBody(String other) {
        return new Text(title, sender, other.isEmpty() ? Optional.empty() : Optional.of(other));
    }

    /** Returns the line that stands first: the conversation's title, or else the sender. */
    public Optional<String> heading() {
        return title.or(() -> sender);
    }

    /** Hides all of it: texts of messages are never logged. */
    @Override
    public String toString() {
        return "Text";
    }
}
