package io.parley.topologies.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds a user's newest message from others in a list of at most two messages, newest first: the newest of all, and the
 * newest by another sender. So a large group needs no message per member.
 *
 * <pre>
 *  sent (by): 5 (ann) 6 (bob) 7 (bob)     kept: 7 (bob) 5 (ann)     for ann 7, for bob 5, for cid 7
 * </pre>
 */
public final class NewestOfOthers {

    private NewestOfOthers() {}

    /** Returns the list with a newer message. */
    public static <T> List<T> with(List<T> newestFirst, T message, Function<T, String> senderOf) {
        List<T> with = new ArrayList<>(2);
        with.add(message);
        of(newestFirst, senderOf.apply(message), senderOf).ifPresent(with::add);
        return List.copyOf(with);
    }

    /** The newest message for this user; empty if all are their own. */
    public static <T> Optional<T> of(List<T> newestFirst, String userId, Function<T, String> senderOf) {
        for (T message : newestFirst) {
            if (!senderOf.apply(message).equals(userId)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }
}
