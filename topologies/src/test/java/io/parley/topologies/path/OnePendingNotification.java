package io.parley.topologies.path;

import io.parley.avro.Push;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The notifications that a device shows after pushes, each at least once: for each user and conversation one or none.
 * Of two the higher sequence counts, of the same sequence the later one, and a withdrawal removes all up to its
 * sequence for good.
 *
 * <pre>
 *  5 6      shows 6        5 5'     shows 5'       5 -5      shows nothing
 *  5 6 5    shows 6        5 -5 5   shows nothing  5 -5 6    shows 6
 * </pre>
 *
 * <p>Each push is checked for itself: a withdrawal carries nothing, no other says that nothing is unread.
 */
final class OnePendingNotification {

    private final Map<Key, Push> last = new HashMap<>();

    private record Key(String userId, String conversationId) {}

    /** Takes the next push, in the order of the user's partition. */
    void check(Push push) {
        assertThat(push.getSequence()).as("%s", push).isPositive();
        assertThat(push.getUnread()).as("%s", push).isBetween(0, 100);
        if (isWithdrawal(push)) {
            assertThat(push.getContent()).as("%s", push).isNull();
            assertThat(push.getTitle()).as("%s", push).isNull();
        } else {
            assertThat(push.getSenderId()).as("%s", push).isNotEqualTo(push.getUserId());
        }
        last.merge(new Key(push.getUserId(), push.getConversationId()), push, OnePendingNotification::later);
    }

    private static Push later(Push before, Push next) {
        boolean replaces = next.getSequence() > before.getSequence()
                || (next.getSequence() == before.getSequence() && !isWithdrawal(before));
        return replaces ? next : before;
    }

    private static boolean isWithdrawal(Push push) {
        return push.getUnread() == 0;
    }

    /** The notification shown to a user for a conversation. */
    Optional<Push> shown(String userId, String conversationId) {
        return Optional.ofNullable(last.get(new Key(userId, conversationId))).filter(push -> !isWithdrawal(push));
    }
}
