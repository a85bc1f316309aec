package io.parley.bench.client;

import io.parley.bench.check.SequenceCheck;
import io.parley.bench.workload.ConversationPlan;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A client's knowledge of one of its conversations: its id from {@code created} on, and its progress. */
final class Membership {

    private final int conversation;
    private final ConversationPlan plan;
    private final SequenceCheck check = new SequenceCheck(1);
    private final ReadMark readMark = new ReadMark();
    private UUID id;
    private byte[] text;
    private boolean opened;
    private long head;

    /** @param conversation its index */
    Membership(int conversation, ConversationPlan plan) {
        this.conversation = conversation;
        this.plan = plan;
    }

    int conversation() {
        return conversation;
    }

    ConversationPlan plan() {
        return plan;
    }

    SequenceCheck check() {
        return check;
    }

    ReadMark readMark() {
        return readMark;
    }

    /** Null until the conversation was created. */
    UUID id() {
        return id;
    }

    /** The id in the text form of frames. */
    byte[] text() {
        return text;
    }

    void created(UUID conversationId) {
        id = conversationId;
        text = conversationId.toString().getBytes(StandardCharsets.US_ASCII);
    }

    boolean is(long high, long low) {
        return id != null && id.getMostSignificantBits() == high && id.getLeastSignificantBits() == low;
    }

    /** @return whether it is new */
    boolean opened() {
        boolean first = !opened;
        opened = true;
        return first;
    }

    /** Whether messages may be sent. */
    boolean isReady() {
        return id != null && (opened || !plan.opened());
    }

    /** Takes the conversation's head from an inbox. */
    void headIs(long known) {
        head = Math.max(head, known);
    }

    long head() {
        return head;
    }

    /** Whether the conversation's known head is above the received events. */
    boolean isBehind() {
        return check.contiguous() < head;
    }
}
