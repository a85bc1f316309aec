package io.parley.bench.client;

import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** The conversations of one client. They are few, so that looking through all is the fastest. */
record Memberships(List<Membership> all) {

    Memberships {
        all = List.copyOf(all);
    }

    /** Null when the client knows of none with this id. */
    Membership of(UUID id) {
        return of(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Null when the client knows of none with this id, given by its halves. */
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

    /** The one that was not known to exist yet and has this id; null when there is none. */
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

    /** @throws IllegalStateException when the client is no member of the conversation with this index */
    Membership at(int conversation) {
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place).conversation() == conversation) {
                return all.get(place);
            }
        }
        throw new IllegalStateException("conversation " + conversation + " is none of this client's");
    }
}
