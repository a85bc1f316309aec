package io.parley.topologies.user;

import io.parley.avro.Joining;
import io.parley.topologies.path.Events;

/** Inbox rows of conversation {@code c}, to begin a test with. */
final class InboxRows {

    private InboxRows() {}

    /** The row of one who joins by the event of this sequence. */
    static InboxConversation joined(Joining joining, long sequence) {
        return joined(joining, sequence, null);
    }

    /** @param earlier the row of an earlier stay; null if there is none */
    static InboxConversation joined(Joining joining, long sequence, InboxConversation earlier) {
        String userId = joining.getUserIds().get(0);
        return InboxConversation.joined(joining, new Events("c").added(sequence, "bob", userId), userId, earlier);
    }
}
