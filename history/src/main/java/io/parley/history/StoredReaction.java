package io.parley.history;

import java.util.List;

/**
 * A reaction that a message has now. Several spellings of the same reaction by {@link io.parley.schemas.Reactions#key}
 * are one.
 *
 * @param reaction the spelling of the first of its current users, to be shown
 * @param userIds its users, each once, in the order in which they gave it
 */
public record StoredReaction(String reaction, List<String> userIds) {

    public StoredReaction {
        userIds = List.copyOf(userIds);
    }

    /** The number of its users. */
    public int count() {
        return userIds.size();
    }
}
