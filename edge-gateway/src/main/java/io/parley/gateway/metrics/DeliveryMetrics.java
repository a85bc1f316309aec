package io.parley.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Counts and times the deliveries of a gateway, from their topic to its sockets. Thread-safe. */
public final class DeliveryMetrics {

    private static final String DELIVERIES = "parley.gateway.deliveries";
    private static final String STRAY_EVENTS = "parley.gateway.stray.events";
    private static final String LAG = "parley.gateway.delivery.lag";
    private static final String WAIT = "parley.gateway.delivery.wait";
    private static final String WRITE = "parley.gateway.delivery.write";

    private final Meters meters;
    private final LabelledCounter kinds;
    private final Counter strayEvents;
    private final Timer wait;
    private final Timer write;

    DeliveryMetrics(Meters meters) {
        this.meters = meters;
        this.kinds = meters.labelled(DELIVERIES, "Deliveries that were read", "kind");
        this.strayEvents = meters.counter(STRAY_EVENTS, "Events for somebody who is no member, not sent");
        this.wait = meters.timer(
                WAIT, "From the send of a delivery until the gateway has read it", Duration.ofNanos(500_000));
        this.write = meters.timer(
                WRITE,
                "From the first delivery of a batch until an event loop has written and flushed its share",
                Duration.ofNanos(100_000));
    }

    /** Shows the counters of these kinds from zero on. */
    void expect(Iterable<String> labels) {
        kinds.expect(labels);
    }

    /** Counts a delivery of this kind. */
    public void ofKind(String kind) {
        kinds.increment(kind);
    }

    /** Records how long a delivery took until it was read. */
    public void read(Duration sinceSent) {
        wait.record(sinceSent);
    }

    /** Counts an event for a user who is no longer, or not yet, a member: a repeat from before. It was not sent. */
    public void strayEvent() {
        strayEvents.increment();
    }

    /** Begins to measure a batch of deliveries; each event loop reports when it has flushed its share. */
    public BatchClock beginBatch() {
        Timer.Sample begun = meters.startTimer();
        return () -> begun.stop(write);
    }

    /** Measures one batch of deliveries, for any thread. */
    @FunctionalInterface
    public interface BatchClock {

        /** Reports that one event loop has written its share, and flushed it to the sockets. */
        void written();
    }

    /** Shows the number of deliveries that wait in the gateway's topic. */
    public <T> void waiting(T source, ToDoubleFunction<T> records) {
        meters.gauge(LAG, "Deliveries in the gateway's topic that it has not read", source, records);
    }
}
