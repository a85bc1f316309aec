package io.parley.resilience.judge;

/** Names the promises that hold in every run, under every fault. */
public enum Invariant {
    GAPLESS("numbers of a conversation start at 1 and have no gap"),
    ONE_EVENT_PER_NUMBER("a number belongs to one event, the same for everybody who sees it"),
    NOTHING_LOST("an accepted command has an outcome"),
    NOTHING_DOUBLED("a command makes one event"),
    SENDERS_ORDER("commands of a session in a conversation take effect in the order in which they were sent"),
    LIVE_ORDER("a session gets a conversation's live events in ascending order, but for repeats"),
    LIVE_WHOLE("a session gets every event after its inbox"),
    HAND_OVER("history and live events together are everything up to the head"),
    NOTHING_AFTER_REMOVAL("a removed member gets nothing after the event that removed them"),
    TIME_ORDER("sentAt never decreases along the numbers"),
    STORE_EQUALS_LOG("history gives the events that were delivered"),
    PRESENCE("in the end everybody sees the presence of those whom they watch as it is");

    private final String meaning;

    Invariant(String meaning) {
        this.meaning = meaning;
    }

    /** Returns what the invariant says, as a sentence's end. */
    public String meaning() {
        return meaning;
    }
}
