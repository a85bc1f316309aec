package io.parley.history;

import java.util.List;

/**
 * A reaction that a message has now. Reactions of several spellings that are the same one by {@link
 * io.parley.schemas.Reactions#key} are one of these.
 *
 * @param reaction as it was first given by those who give it now, to be shown
 * @param userIds who give it, each once, in the order in which they gave it
 */
public record StoredReaction(String reaction, List<String> userIds) {

    public StoredReaction {
        userIds = List.copyOf(userIds);
    }

    /** How many give it. */
    public int count() {
        return userIds.size();
    }
}
