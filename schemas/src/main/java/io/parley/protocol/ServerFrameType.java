package io.parley.protocol;

/** Names the types of servers' frames. A new one is a line here. */
public enum ServerFrameType {
    READY("ready"),
    INBOX("inbox"),
    ACCEPTED("accepted"),
    EVENT("event"),
    REJECTED("rejected"),
    OPENED("opened"),
    HISTORY("history"),
    MEMBERS("members"),
    BLOCKED("blocked"),
    PRESENCE("presence"),
    TYPING("typing"),
    READ("read"),
    PONG("pong"),
    GOAWAY("goaway");

    private final String wireName;

    ServerFrameType(String wireName) {
        this.wireName = wireName;
    }

    /** The frame's {@code type}. */
    public String wireName() {
        return wireName;
    }
}
