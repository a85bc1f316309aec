package io.parley.gateway.session.stream;

import io.parley.avro.Member;
import io.parley.avro.OpenedDelivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tracks the members of one open conversation, and which of them have taken part: the others see the presence of these
 * alone, so that nobody is looked at for being put into a conversation. For the session's event loop.
 */
final class OpenMembers {

    private final Set<String> present = new HashSet<>();
    private final Set<String> seen = new HashSet<>();

    /** Whether all count as having taken part: the owner of the conversation doesn't say. */
    private final boolean all;

    OpenMembers(OpenedDelivery opened) {
        for (Member member : opened.getMembers()) {
            present.add(member.getUserId());
        }
        all = opened.getTakenPart() == null;
        seen.addAll(all ? present : opened.getTakenPart());
        seen.retainAll(present);
    }

    Set<String> present() {
        return present;
    }

    /** Those whose presence the others may see. */
    Set<String> seen() {
        return seen;
    }

    /** Adds members, and returns those who are seen from now on. */
    List<String> joined(Collection<String> userIds) {
        List<String> fresh = new ArrayList<>(userIds);
        fresh.removeIf(user -> !present.add(user));
        return all ? tookPart(fresh) : List.of();
    }

    /** Notes that members took part, and returns those who are seen from now on. */
    List<String> tookPart(Collection<String> userIds) {
        List<String> fresh = new ArrayList<>(userIds);
        fresh.removeIf(user -> !present.contains(user) || !seen.add(user));
        return fresh;
    }

    /** Removes members, and returns those who were seen. */
    List<String> left(Collection<String> userIds) {
        present.removeAll(userIds);
        List<String> gone = new ArrayList<>(userIds);
        gone.removeIf(user -> !seen.remove(user));
        return gone;
    }
}
