package io.parley.topologies.user;

import io.parley.avro.internal.InboxState;
import io.parley.topologies.parts.UnreadMessages;

/** Converts rows of inboxes to their stored form and back. */
final class InboxCodec {

    private InboxCodec() {}

    static InboxConversation row(InboxState state) {
        long activeAtMs = state.getActiveAtMs();
        long newestBeforeMs = state.getNewestBeforeMs();
        return new InboxConversation(
                state.getKind(),
                state.getTitle(),
                state.getPeer(),
                state.getLarge(),
                state.getHead(),
                state.getRead(),
                UnreadMessages.of(state.getRead(), state.getUnreadRuns()),
                activeAtMs,
                newestBeforeMs < 0 ? 0 : activeAtMs - newestBeforeMs,
                state.getNotified(),
                state.getLeftAt());
    }

    /** The time of the newest message of another user is stored as its distance from that of the newest event. */
    static InboxState state(InboxConversation row) {
        long newestBeforeMs = row.newestAtMs() == 0 ? -1 : Math.max(0, row.activeAtMs() - row.newestAtMs());
        return new InboxState(
                row.kind(),
                row.title(),
                row.peer(),
                row.large(),
                row.head(),
                row.read(),
                row.unread().runs(),
                row.leftAt(),
                row.activeAtMs(),
                newestBeforeMs,
                row.notified());
    }
}
