package io.parley.bench.measure;

import io.parley.bench.workload.Script;
import org.HdrHistogram.Histogram;

import java.util.concurrent.atomic.AtomicLong;

/** Measures a run in one lane. Its lane alone writes; the counts may be read by any thread. */
public final class Recorder {

    private final Run run;
    private final Latencies latencies;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong contradictions = new AtomicLong();

    public Recorder(Run run) {
        this.run = run;
        this.latencies = new Latencies(run.script().seconds());
    }

    public Run run() {
        return run;
    }

    /** A message was handed to the socket. */
    public void sent(int message, long nowNanos) {
        run.sent(message);
        count(sent);
        record(latencies.lag(), message, nowNanos);
    }

    /** A message was sent late because its sender had no connection: that is no delay of the generator's. */
    public void sentAfterReconnect(int message) {
        run.sent(message);
        count(sent);
    }

    /** {@code accepted} has arrived. */
    public void accepted(int message, long nowNanos) {
        if (run.accepted(message)) {
            count(accepted);
            record(latencies.accepted(), message, nowNanos);
        }
    }

    /** The message was rejected for good. */
    public void refused(int message) {
        run.refused(message);
        count(refused);
    }

    /**
     * An event has arrived at a session for the first time.
     *
     * @param own whether it is the session that sent the message
     */
    public void delivered(int message, long sequence, boolean own, long nowNanos) {
        if (!run.agreed().agrees(message, sequence)) {
            count(contradictions);
        }
        count(delivered);
        record(own ? latencies.own() : latencies.recipients(), message, nowNanos);
        if (!own) {
            Script script = run.script();
            if (script.isMeasured(message)) {
                Latencies.record(latencies.seconds().get(script.second(message)), age(message, nowNanos));
            }
        }
    }

    public long sent() {
        return sent.get();
    }

    public long accepted() {
        return accepted.get();
    }

    public long delivered() {
        return delivered.get();
    }

    public long refused() {
        return refused.get();
    }

    public long contradictions() {
        return contradictions.get();
    }

    /** Read it only when the lane no longer writes. */
    public Latencies latencies() {
        return latencies;
    }

    private void record(Histogram histogram, int message, long nowNanos) {
        if (run.script().isMeasured(message)) {
            Latencies.record(histogram, age(message, nowNanos));
        }
    }

    private long age(int message, long nowNanos) {
        return nowNanos - run.dueNanos(message);
    }

    /** Its lane is the only writer, so that no atomic addition is needed. */
    private static void count(AtomicLong counter) {
        counter.lazySet(counter.get() + 1);
    }
}
