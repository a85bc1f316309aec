package io.parley.bench.client;

import java.util.UUID;

/**
 * Names this process's users: fresh names in every process, so that a server that has served others before doesn't know
 * them. Safe for many threads.
 */
final class Users {

    private final String tag;
    private final CommandIds ids;

    /** @param tag of letters and digits, of this process alone */
    Users(String tag) {
        this.tag = tag;
        this.ids = new CommandIds(tag);
    }

    /** The id of the user with this index. */
    String name(int user) {
        return "bench-" + tag + "-" + user;
    }

    CommandIds ids() {
        return ids;
    }

    /** The client's id of a group: the same for a repeated creation. */
    UUID conversationId(int conversation) {
        long mixed = tag.hashCode() * 0x9E3779B97F4A7C15L + conversation;
        UUID random = new UUID(mix(mixed), mix(~mixed));
        long version4 = (random.getMostSignificantBits() & ~0xF000L) | 0x4000L;
        long variant2 = (random.getLeastSignificantBits() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(version4, variant2);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
