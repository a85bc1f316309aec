package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;
import io.parley.schemas.UserId;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Counts the connections that were let in, and paces the handshakes. Safe for many threads. */
public final class Gate {

    private static final Object ALL = new Object();

    private final Tally<Object> inAll;
    private final Tally<UserId> ofUsers;
    private final Tally<InetAddress> ofAddresses;
    private final Optional<Bucket> pace;

    /** The bound that a connection would have gone over. */
    public enum Full {
        GATEWAY,
        USER,
        ADDRESS
    }

    /** @param nanoTime a clock in nanoseconds */
    public Gate(ConnectionLimits limits, LongSupplier nanoTime) {
        this.inAll = new Tally<>(limits.inAll());
        this.ofUsers = new Tally<>(limits.perUser());
        this.ofAddresses = new Tally<>(limits.perAddress());
        this.pace = limits.handshakesPerSecond() == 0
                ? Optional.empty()
                : Optional.of(Buckets.shared(limits.handshakesPerSecond(), limits.handshakesPerSecond(), nanoTime));
    }

    /** Whether a handshake that came now may go on; takes its turn if so. */
    public boolean isTurn() {
        return pace.isEmpty() || pace.get().tryConsume(1);
    }

    /** Gives back a turn that {@link #isTurn} gave: it was nobody's who may come in. */
    public void giveBackTurn() {
        pace.ifPresent(turns -> turns.addTokens(1));
    }

    /** Takes a place, or says of what there are too many and takes none. */
    public Optional<Full> enter(UserId user, InetAddress address) {
        if (!inAll.take(ALL)) {
            return Optional.of(Full.GATEWAY);
        }
        if (!ofUsers.take(user)) {
            inAll.giveBack(ALL);
            return Optional.of(Full.USER);
        }
        if (!ofAddresses.take(address)) {
            ofUsers.giveBack(user);
            inAll.giveBack(ALL);
            return Optional.of(Full.ADDRESS);
        }
        return Optional.empty();
    }

    /** Gives back a place that {@link #enter} gave. */
    public void leave(UserId user, InetAddress address) {
        ofAddresses.giveBack(address);
        ofUsers.giveBack(user);
        inAll.giveBack(ALL);
    }
}
