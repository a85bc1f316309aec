package io.parley.bench.client;

import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** The conversations of one client. They are few, so a linear search is the fastest. */
record Memberships(List<Membership> all) {

    Memberships {
        all = List.copyOf(all);
    }

    /** Null if the client knows none with this id. */
    Membership of(UUID id) {
        return of(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Null if the client knows none with this id, given by its halves. */
    Membership of(long high, long low) {
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place).is(high, low)) {
                return all.get(place);
            }
        }
        return null;
    }

    /** Whether the client knows the ids of all. */
    boolean areKnown() {
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place).id() == null) {
                return false;
            }
        }
        return true;
    }

    /** Finds the conversation with this id that the client is still waiting for; null if there is none. */
    Membership awaited(UUID id, IntFunction<UUID> chosenIds) {
        for (Membership membership : all) {
            if (membership.id() == null
                    && !membership.plan().direct()
                    && chosenIds.apply(membership.conversation()).equals(id)) {
                return membership;
            }
        }
        return null;
    }

    /** @throws IllegalStateException if the client is no member of the conversation with this index */
    Membership at(int conversation) {
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place).conversation() == conversation) {
                return all.get(place);
            }
        }
        throw new IllegalStateException("conversation " + conversation + " is none of this client's");
    }
}
