package io.parley.gateway.limit;

import io.parley.schemas.UserId;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

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
 */
public final class UnsentBytes {

    /** Sessions report in steps, so that most frames cost no shared counter. */
    static final long STEP = 16 << 10;

    private final UnsentBounds bounds;
    private final AtomicLong all = new AtomicLong();
    private final Map<UserId, OfUser> users = new ConcurrentHashMap<>();
    private final ReentrantLock relieving = new ReentrantLock();

    private enum State {
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

    private static final class OfUser {
        private final AtomicLong bytes = new AtomicLong();
        private final Collection<Share> shares = new CopyOnWriteArrayList<>();

        private long of(State state) {
            long sum = 0;
            for (Share share : shares) {
                sum += share.state == state ? share.bytes : 0;
            }
            return sum;
        }
    }

    /** Reports what one session's client has not read. All but {@link #leave} are for the session's event loop. */
    public final class Share {

        private final UserId user;
        private final OfUser ofUser;
        private final Shedding shedding;
        private volatile State state = State.LIVES;
        private volatile long bytes;

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
            if (state == State.LIVES) {
                state = State.SHED;
            }
        }

        /** Ends the share: the connection is gone. To be called once. */
        public void leave() {
            count(-bytes);
            users.computeIfPresent(user, (same, sessions) -> {
                sessions.shares.remove(this);
                return sessions.shares.isEmpty() ? null : sessions;
            });
        }

        private void count(long change) {
            long counted = bytes;
            bytes = counted + change;
            ofUser.bytes.addAndGet(change);
            all.addAndGet(change);
        }
    }

    public UnsentBytes(UnsentBounds bounds) {
        this.bounds = bounds;
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
        return all.get();
    }

    /** The number of users with a session. */
    int size() {
        return users.size();
    }

    private void relieve(OfUser user) {
        if (user.bytes.get() <= bounds.perUser() && all.get() <= bounds.inAll()) {
            return;
        }
        relieving.lock();
        try {
            if (user.bytes.get() > bounds.perUser()) {
                relieve(List.of(user), bounds.perUser());
            }
            if (all.get() > bounds.inAll()) {
                relieve(users.values(), bounds.inAll());
            }
        } finally {
            relieving.unlock();
        }
    }

    private static void relieve(Collection<OfUser> users, long bound) {
        while (sum(users, State.LIVES) > bound) {
            worst(users, State.LIVES).ifPresent(worst -> {
                worst.state = State.SHED;
                worst.shedding.shed();
            });
        }
        while (sum(users, State.SHED) > bound) {
            worst(users, State.SHED).ifPresent(worst -> {
                worst.state = State.CUT;
                worst.shedding.cut();
            });
        }
    }

    private static long sum(Collection<OfUser> users, State state) {
        return users.stream().mapToLong(user -> user.of(state)).sum();
    }

    /** Returns nothing if the last session in this state has closed or left meanwhile, as others' event loops have it. */
    private static Optional<Share> worst(Collection<OfUser> users, State state) {
        ToLongFunction<OfUser> bytes = user -> user.of(state);
        return users.stream()
                .max(Comparator.comparingLong(bytes))
                .flatMap(user -> user.shares.stream()
                        .filter(share -> share.state == state)
                        .max(Comparator.comparingLong(share -> share.bytes)));
    }
}
