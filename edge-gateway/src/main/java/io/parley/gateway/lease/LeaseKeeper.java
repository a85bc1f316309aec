package io.parley.gateway.lease;

import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.gateway.log.Appender;
import io.parley.gateway.log.PassLoop;
import io.parley.schemas.GatewayId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Renews the gateway's lease and follows {@code gateways} for its loss, on a thread of its own.
 *
 * <p>A lost epoch never revives. After a loss the next lease is under a new epoch, which is above every epoch that
 * {@code gateways} ever held for this gateway: valid is {@code Lease 7, Lost 7, Lease 8}, never
 * {@code Lost 7, Lease 7}. If another lease is above ours, another process has taken the slot and this one stops.
 */
public final class LeaseKeeper implements Epoch, LeaseStatus, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    /** For the log to confirm the end of the lease. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final GatewayId gateway;
    private final Appender<GatewayChange> log;
    private final LeaseReader reader;
    private final Duration interval;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final LeaseListener listener;
    private final PassLoop loop;

    private long lastSeen;
    private long nextRenewal;
    private volatile long epoch;
    private volatile boolean confirmed;
    private volatile boolean superseded;
    private volatile boolean startOver;
    private volatile long lastConfirmation;

    /** @param reader used by this alone from now on, and closed by it */
    public LeaseKeeper(
            GatewayId gateway,
            Appender<GatewayChange> log,
            LeaseReader reader,
            Duration interval,
            Clock clock,
            LongSupplier nanoTime,
            LeaseListener listener) {
        this.gateway = gateway;
        this.log = log;
        this.reader = reader;
        this.interval = interval;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.loop = new PassLoop("parley-lease", "the leases", this::pass, reader::wakeUp, reader::close);
    }

    /** Reads the epochs of earlier lives, blocking, takes the next one, and begins to renew the lease. */
    public void start() {
        lastSeen = reader.catchUp();
        takeNextEpoch();
        loop.start();
    }

    @Override
    public long current() {
        return epoch;
    }

    @Override
    public boolean isHeld(Duration longestSilence) {
        return confirmed && !superseded && nanoTime.getAsLong() - lastConfirmation < longestSilence.toNanos();
    }

    @Override
    public boolean isSuperseded() {
        return superseded;
    }

    /** Ends the current epoch, and with it every session that was announced under it, by beginning the next one. */
    public void startOver() {
        startOver = true;
    }

    /** Stops the renewals and gives up the lease, so that others see it at once. Blocks, for 4 s if the log is down. */
    @Override
    public void close() {
        boolean renewing = loop.isStarted();
        loop.close();
        if (!renewing || superseded) {
            return;
        }
        try {
            giveUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp() throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        append(new Lost(epoch), failure -> written.countDown());
        if (!written.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("the lease could not be given up, it will run out");
        }
    }

    private void pass() {
        if (startOver) {
            startOver = false;
            beginNextEpoch();
        }
        renewWhenDue();
        reader.poll().forEach(this::follow);
    }

    private void renewWhenDue() {
        long now = nanoTime.getAsLong();
        if (superseded || now - nextRenewal < 0) {
            return;
        }
        nextRenewal = now + interval.toNanos();
        append(new Lease(epoch), failure -> {
            if (failure != null) {
                LOG.warn("the lease could not be renewed: {}", failure.toString());
            }
        });
    }

    private void follow(GatewayChange mine) {
        long seen = LeaseReader.epochOf(mine);
        lastSeen = Math.max(lastSeen, seen);
        if (mine.getBody() instanceof Lost && seen >= epoch && !superseded) {
            LOG.warn("the lease under epoch {} was lost", seen);
            beginNextEpoch();
        } else if (mine.getBody() instanceof Lease && seen == epoch) {
            lastConfirmation = nanoTime.getAsLong();
            confirmed = true;
        } else if (mine.getBody() instanceof Lease && seen > epoch && !superseded) {
            superseded = true;
            LOG.error("another process leads gateway {} now, under epoch {}", gateway, seen);
            listener.superseded();
        }
    }

    private void beginNextEpoch() {
        takeNextEpoch();
        LOG.warn("all sessions are announced again under epoch {}", epoch);
        listener.epochChanged(epoch);
    }

    private void takeNextEpoch() {
        confirmed = false;
        epoch = Math.max(Math.max(lastSeen, epoch) + 1, clock.millis());
        nextRenewal = nanoTime.getAsLong();
    }

    private void append(Object body, Appender.Acknowledgement acknowledgement) {
        log.append(gateway.value(), new GatewayChange(gateway.value(), body), acknowledgement);
    }
}
