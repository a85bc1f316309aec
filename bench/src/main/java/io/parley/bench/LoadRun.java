package io.parley.bench;

import io.parley.bench.check.Verdict;
import io.parley.bench.client.Fleet;
import io.parley.bench.client.Performance;
import io.parley.bench.hops.Hops;
import io.parley.bench.hops.MetricsPages;
import io.parley.bench.hops.Scrape;
import io.parley.bench.machine.Consumption;
import io.parley.bench.machine.Snapshot;
import io.parley.bench.measure.Latencies;
import io.parley.bench.measure.Percentiles;
import io.parley.bench.measure.Traffic;
import io.parley.bench.report.Report;
import io.parley.bench.workload.Pace;
import io.parley.bench.workload.Population;
import io.parley.bench.workload.Script;
import org.HdrHistogram.Histogram;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Plays one script with connected clients, prints the progress each second, and sums it up.
 *
 * <pre>
 *   warm-up ····· page ····│ measured ···············│ ···· drain │ page, names of threads
 *                          └ CPU                     └ CPU
 * </pre>
 *
 * <p>No expensive query is made within the measured time or while its last messages are under way: the CPU's counters
 * are cheap, the server's pages and the names of its threads are not.
 */
final class LoadRun implements SearchRun.Tries {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Most deliveries of a second have arrived this many seconds after it began. */
    private static final int SETTLED_SECONDS = 2;

    /** The server's pages are read this long before the measured time, so that their cost is over by then. */
    private static final long LEAD_NANOS = 2 * SECOND_NANOS;

    /** After this time a client that reads again knows whether its connection was closed. */
    private static final long NOTICE_NANOS = 2 * SECOND_NANOS;

    private static final Duration STORE_POLL = Duration.ofSeconds(1);
    private static final Duration STORE_STILLNESS = Duration.ofSeconds(15);

    private final Fleet fleet;
    private final Population population;
    private final Stack stack;
    private final BenchConfig config;
    private final PrintWriter out;
    private final MetricsPages pages;
    private final StoreBacklog store;
    private Performance performance;
    private long acceptedBefore;

    LoadRun(Fleet fleet, Population population, Stack stack, BenchConfig config, PrintWriter out) {
        this.fleet = fleet;
        this.population = population;
        this.stack = stack;
        this.config = config;
        this.out = out;
        this.pages = new MetricsPages(config.metrics(), config.metricsToken());
        this.store = new StoreBacklog(this::stored, STORE_POLL, STORE_STILLNESS);
    }

    /** The machine's and the clients' counters at one moment. */
    private record Moment(Snapshot snapshot, Performance.Progress progress, Traffic traffic) {}

    /** The server's metrics when so many messages had been sent. */
    private record ServerMetrics(Optional<Scrape> metrics, long sent) {}

    @Override
    public Report.Load play(Pace pace) throws InterruptedException {
        Script script = Script.of(population, pace, fleet.stalled());
        long cutOffBefore = fleet.cutOff();
        if (performance == null) {
            store.begin();
        } else {
            acceptedBefore += performance.progress().accepted();
        }
        performance = fleet.play(script);
        long lead = Math.max(0, script.warmUpNanos() - LEAD_NANOS);
        follow(performance, script, 0, lead);
        ServerMetrics begin = serverMetrics(performance);
        follow(performance, script, lead, script.warmUpNanos());
        Moment before = moment(performance);
        fleet.stall();
        follow(performance, script, script.warmUpNanos(), script.endNanos());
        Moment after = moment(performance);
        performance.drain(config.drain());
        Report.Inside inside = inside(begin, serverMetrics(performance));
        return load(pace, performance, before, after, inside, resume(cutOffBefore));
    }

    /** Lets stalled clients read again, once that disturbs no measurement. */
    private Report.Stalling resume(long cutOffBefore) throws InterruptedException {
        int stalled = fleet.stalled().of(population.users());
        if (stalled == 0) {
            return null;
        }
        fleet.resume();
        TimeUnit.NANOSECONDS.sleep(NOTICE_NANOS);
        return new Report.Stalling(stalled, fleet.cutOff() - cutOffBefore);
    }

    /** The latencies of the last run at other sessions than the sender's, in microseconds. */
    Histogram recipients() throws InterruptedException {
        return performance.latencies().recipients();
    }

    @Override
    public Verdict complete(Duration patience) throws InterruptedException {
        performance.drain(patience);
        return performance.verdict();
    }

    @Override
    public boolean awaitStore(Duration patience) throws InterruptedException {
        return store.await(acceptedBefore + performance.progress().accepted(), patience);
    }

    private OptionalLong stored() throws InterruptedException {
        return pages.read().map(Hops::stored).orElse(OptionalLong.empty());
    }

    private Report.Load load(
            Pace pace,
            Performance performance,
            Moment before,
            Moment after,
            Report.Inside inside,
            Report.Stalling stalling)
            throws InterruptedException {
        Latencies latencies = performance.latencies();
        double seconds = (after.snapshot().nanos() - before.snapshot().nanos()) / (double) SECOND_NANOS;
        return new Report.Load(
                pace.rate(),
                population.deliveriesPerMessage(),
                (after.progress().sent() - before.progress().sent()) / seconds,
                (after.progress().delivered() - before.progress().delivered()) / seconds,
                Percentiles.of(latencies.lag()),
                Percentiles.of(latencies.accepted()),
                Percentiles.of(latencies.own()),
                Percentiles.of(latencies.recipients()),
                latencies.timeline(),
                after.traffic().since(before.traffic()),
                performance.verdict(),
                stalling,
                cost(before, after),
                inside);
    }

    private Moment moment(Performance performance) {
        return new Moment(stack.snapshot(), performance.progress(), fleet.traffic());
    }

    private ServerMetrics serverMetrics(Performance performance) throws InterruptedException {
        return new ServerMetrics(pages.read(), performance.progress().sent());
    }

    private static Report.Inside inside(ServerMetrics before, ServerMetrics after) {
        return before.metrics().isPresent() && after.metrics().isPresent()
                ? new Report.Inside(
                        Hops.between(before.metrics().get(), after.metrics().get()),
                        Hops.bytes(before.metrics().get(), after.metrics().get()),
                        after.sent() - before.sent())
                : null;
    }

    private Report.Cost cost(Moment before, Moment after) throws InterruptedException {
        return stack.isKnown()
                ? new Report.Cost(
                        Consumption.between(before.snapshot(), after.snapshot()),
                        after.progress().sent() - before.progress().sent(),
                        after.progress().delivered() - before.progress().delivered())
                : null;
    }

    /** Waits from one moment of the schedule to another, and prints the progress each second. */
    private void follow(Performance performance, Script script, long from, long to) throws InterruptedException {
        Performance.Progress last = performance.progress();
        for (long next = from + SECOND_NANOS; next < to + SECOND_NANOS; next += SECOND_NANOS) {
            long wait = performance.beginNanos() + Math.min(next, to) - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
            Performance.Progress now = performance.progress();
            int second = (int) ((next - script.warmUpNanos()) / SECOND_NANOS) - SETTLED_SECONDS;
            say(next / SECOND_NANOS, last, now, second < 0 ? null : performance.second(second));
            last = now;
        }
    }

    private void say(long second, Performance.Progress last, Performance.Progress now, Histogram settled) {
        out.printf(
                Locale.ROOT,
                "%4d s  sent %,d (%,d/s)  accepted %,d  delivered %,d (%,d/s)%s%n",
                second,
                now.sent(),
                now.sent() - last.sent(),
                now.accepted(),
                now.delivered(),
                now.delivered() - last.delivered(),
                settled == null
                        ? "  warming up"
                        : String.format(
                                Locale.ROOT,
                                "  p50 %.1f ms  p99 %.1f ms  max %.1f ms",
                                settled.getValueAtPercentile(50) / 1e3,
                                settled.getValueAtPercentile(99) / 1e3,
                                settled.getMaxValue() / 1e3));
        out.flush();
    }
}
