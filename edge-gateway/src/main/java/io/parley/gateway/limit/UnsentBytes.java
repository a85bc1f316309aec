package io.parley.gateway.limit;

import io.parley.schemas.UserId;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the bytes that clients have not read, of each user and of the gateway. Above a bound sessions are shed, the
 * worst first: of the user with the most unsent bytes, the session with the most. Thread-safe.
 *
 * <pre>
 *          above a bound: 4409, behind what it has not read       the shed ones are above it too
 *   lives ─────────────────────────────────────────────────► shed ─────────────────────────────► cut
 * </pre>
 *
 * <p>A session that is shed keeps its bytes until its connection ends, so that a client that reads on finds out why. So
 * there are at most twice as many bytes as a bound allows.
 *
 * <p>Bytes are counted by the state of their sessions, so a report under overload costs no more than any other: users are
 * searched only when a session has to be shed or cut, once for each.
 */
public final class UnsentBytes {

    /** Sessions report in steps, so that most frames cost no shared counter. */
    static final long STEP = 16 << 10;

    private final UnsentBounds bounds;
    private final UnsentTotals all = new UnsentTotals();
    private final ConcurrentMap<UserId, OfUser> users;
    private final ReentrantLock relieving = new ReentrantLock();

    /** The state of a session whose client reads too slowly. */
    enum State {
        LIVES,
        SHED,
        CUT
    }

    /** Ends sessions, from any thread. */
    public interface Shedding {

        /** Closes the session as too slow to read. */
        void shed();

        /** Ends its connection at once. */
        void cut();
    }

    /** A user's sessions, and what they have unsent. */
    static final class OfUser {
        private final UnsentTotals totals = new UnsentTotals();
        private final Collection<Share> shares = new CopyOnWriteArrayList<>();
    }

    /** Reports what one session's client has not read. All but {@link #leave} are for the session's event loop. */
    public final class Share {

        private final UserId user;
        private final OfUser ofUser;
        private final Shedding shedding;
        private volatile State state = State.LIVES;
        private volatile long bytes;
        private boolean left;

        private Share(UserId user, OfUser ofUser, Shedding shedding) {
            this.user = user;
            this.ofUser = ofUser;
            this.shedding = shedding;
        }

        /** Reports the session's unsent bytes. May shed sessions, this one among them. */
        public void report(long unsent) {
            long change = unsent - bytes;
            if (Math.abs(change) < STEP && (unsent > 0 || change == 0)) {
                return;
            }
            count(change);
            if (change > 0) {
                relieve(ofUser);
            }
        }

        /** Notes that the session is being closed: its client still may read what was sent. */
        public void closes() {
            var unused = turn(State.LIVES, State.SHED);
        }

        /** Ends the share: the connection is gone. To be called once. */
        public void leave() {
            forget();
            users.computeIfPresent(user, (same, sessions) -> {
                sessions.shares.remove(this);
                return sessions.shares.isEmpty() ? null : sessions;
            });
        }

        /** A share that has left holds nothing any more: no search would find it. */
        private synchronized void count(long change) {
            if (!left) {
                bytes += change;
                add(state, change);
            }
        }

        private synchronized void forget() {
            count(-bytes);
            left = true;
        }

        /** Moves the share on, with its bytes; false if it was in another state. */
        private synchronized boolean turn(State from, State to) {
            if (state != from) {
                return false;
            }
            state = to;
            add(from, -bytes);
            add(to, bytes);
            return true;
        }

        private void add(State of, long change) {
            ofUser.totals.add(of, change);
            all.add(of, change);
        }
    }

    public UnsentBytes(UnsentBounds bounds) {
        this(bounds, new ConcurrentHashMap<>());
    }

    /** @param users holds the users with a session */
    UnsentBytes(UnsentBounds bounds, ConcurrentMap<UserId, OfUser> users) {
        this.bounds = bounds;
        this.users = users;
    }

    /** Adds a session of this user. */
    public Share join(UserId user, Shedding shedding) {
        Share[] joined = new Share[1];
        users.compute(user, (same, others) -> {
            OfUser ofUser = others == null ? new OfUser() : others;
            joined[0] = new Share(user, ofUser, shedding);
            ofUser.shares.add(joined[0]);
            return ofUser;
        });
        return joined[0];
    }

    /** The bytes of all sessions, those that were shed among them. */
    long inAll() {
        return all.sum();
    }

    /** The number of users with a session. */
    int size() {
        return users.size();
    }

    private void relieve(OfUser user) {
        if (user.totals.isWithin(bounds.perUser()) && all.isWithin(bounds.inAll())) {
            return;
        }
        relieving.lock();
        try {
            relieve(user.totals, List.of(user), bounds.perUser());
            relieve(all, users.values(), bounds.inAll());
        } finally {
            relieving.unlock();
        }
    }

    private static void relieve(UnsentTotals totals, Collection<OfUser> users, long bound) {
        while (totals.of(State.LIVES) > bound) {
            worst(users, State.LIVES)
                    .filter(worst -> worst.turn(State.LIVES, State.SHED))
                    .ifPresent(worst -> worst.shedding.shed());
        }
        while (totals.of(State.SHED) > bound) {
            worst(users, State.SHED)
                    .filter(worst -> worst.turn(State.SHED, State.CUT))
                    .ifPresent(worst -> worst.shedding.cut());
        }
    }

    /** Returns nothing if the last session in this state has closed or left meanwhile, as others' event loops have it. */
    private static Optional<Share> worst(Collection<OfUser> users, State state) {
        return users.stream()
                .max(Comparator.comparingLong(user -> user.totals.of(state)))
                .flatMap(user -> user.shares.stream()
                        .filter(share -> share.state == state)
                        .max(Comparator.comparingLong(share -> share.bytes)));
    }
}
