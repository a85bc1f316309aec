package io.parley.topologies.delivery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The rosters that were used last, decoded: a busy group's need not be read and decoded for each message. Bounded by the
 * members in them, since those make their size. For the one processor that changes rosters; used by one thread.
 */
final class RosterCache {

    private static final int INITIAL_CAPACITY = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final int mostMembers;
    private final Map<String, Roster> leastRecentFirst = new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true);
    private int members;

    RosterCache(int mostMembers) {
        this.mostMembers = mostMembers;
    }

    /** The roster of a conversation, loaded if it isn't here. */
    Roster get(String conversationId, Function<String, Roster> load) {
        Roster cached = leastRecentFirst.get(conversationId);
        if (cached != null) {
            return cached;
        }
        Roster loaded = load.apply(conversationId);
        put(conversationId, loaded);
        return loaded;
    }

    void put(String conversationId, Roster roster) {
        Roster before = leastRecentFirst.put(conversationId, roster);
        members += weight(roster) - (before == null ? 0 : weight(before));
        Iterator<Roster> oldest = leastRecentFirst.values().iterator();
        while (members > mostMembers) {
            members -= weight(oldest.next());
            oldest.remove();
        }
    }

    /** Members in all the rosters held. */
    int members() {
        return members;
    }

    private static int weight(Roster roster) {
        return Math.max(1, roster.size());
    }
}
