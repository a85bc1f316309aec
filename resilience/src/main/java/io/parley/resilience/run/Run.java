package io.parley.resilience.run;

import io.parley.resilience.client.User;
import io.parley.resilience.fault.Fault;
import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.Journal;
import io.parley.resilience.judge.Judge;
import io.parley.resilience.judge.Violation;
import io.parley.resilience.layout.Layout;
import io.parley.servers.ServerException;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Makes one run: a crowd talks, faults strike one after the other, and in the end the crowd waits until nothing is
 * missing. What was sent and seen is judged afterwards.
 */
public final class Run {

    private static final Duration CONNECT_BOUND = Duration.ofMinutes(5);
    private static final Duration FLOWING = Duration.ofSeconds(1);
    private static final Duration WELL_BOUND = Duration.ofMinutes(1);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int RETRY_THREADS = 2;

    private final Layout layout;
    private final List<Fault> faults;
    private final Conditions conditions;
    private final Journal journal = new Journal();

    /** @param faults in the order in which they strike */
    public Run(Layout layout, List<Fault> faults, Conditions conditions) {
        this.layout = layout;
        this.faults = List.copyOf(faults);
        this.conditions = conditions;
    }

    /**
     * Holds the findings of a run.
     *
     * @param settled whether in the end nobody lacked anything
     * @param revived the processes that ended by themselves and were started again, as in any installation
     * @param unwell the processes that need a hand: a minute after the end they don't serve
     */
    public record Result(
            List<Entry> entries,
            List<Violation> violations,
            boolean settled,
            List<String> revived,
            List<String> unwell) {

        /** Returns whether every promise was kept, and nothing needs a hand. */
        public boolean isClean() {
            return violations.isEmpty() && settled && unwell.isEmpty();
        }
    }

    /**
     * Makes the run.
     *
     * @throws NothingShown if there was no load for a fault to meet
     * @throws Fault.NotLanded if a fault didn't take effect
     * @throws IllegalStateException if the crowd never got connected, or a part of the load failed
     */
    public Result make() throws InterruptedException {
        ScheduledExecutorService retries = Executors.newScheduledThreadPool(RETRY_THREADS, Run::daemon);
        ScheduledExecutorService crowdThread = Executors.newSingleThreadScheduledExecutor(Run::daemon);
        ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(Run::daemon);
        User.Environment environment =
                new User.Environment(HttpClient.newHttpClient(), layout.gateways(), layout.secret(), journal, retries);
        Crowd crowd = new Crowd(conditions.seed(), id -> new User(id, environment));
        int revivedBefore = layout.revived().size();
        try {
            gather(crowd);
            Load load = new Load(crowd, conditions.rate(), journal, layout, crowdThread, watcher);
            strike(load);
            load.end();
            journal.mark(Entry.Phase.ENDED, "the load");
            boolean settled =
                    waits(() -> crowd.isSettled() && Judge.isAtRest(journal.entries()), conditions.settleBound());
            waits(() -> layout.unwell().isEmpty(), WELL_BOUND);
            List<Entry> entries = journal.entries();
            Landing.check(entries);
            List<String> revived = layout.revived();
            return new Result(
                    entries,
                    new Judge().judge(entries),
                    settled,
                    revived.subList(revivedBefore, revived.size()),
                    layout.unwell());
        } finally {
            crowdThread.shutdownNow();
            watcher.shutdownNow();
            crowd.everybody().forEach(User::leave);
            retries.shutdownNow();
        }
    }

    private void gather(Crowd crowd) {
        crowd.everybody().forEach(User::enter);
        await(() -> crowd.everybody().stream().allMatch(User::isReady), "everybody to connect");
        crowd.gather();
        await(crowd::isSettled, "all conversations");
        crowd.takePart();
        await(crowd::isSettled, "those who take part");
    }

    private void strike(Load load) throws InterruptedException {
        journal.mark(Entry.Phase.STEADY, "the load");
        TimeUnit.MILLISECONDS.sleep(conditions.steady().toMillis());
        for (Fault fault : faults) {
            waits(() -> journal.silence() < FLOWING.toMillis(), WELL_BOUND);
            journal.mark(Entry.Phase.FAULT, fault.name());
            load.changeMembers();
            strike(fault);
            TimeUnit.MILLISECONDS.sleep(conditions.after().toMillis());
        }
    }

    private void strike(Fault fault) throws InterruptedException {
        try {
            fault.strike(layout);
            long serving = journal.now() - fault.lookedOn().toMillis();
            journal.add(new Entry.Mark(serving, Entry.Phase.SERVING, fault.name()));
        } catch (ServerException | Fault.NeverServed e) {
            // It is among those that need a hand in the end, which is a finding.
            System.out.println(fault.name() + ": " + e.getMessage());
        }
    }

    private static void await(BooleanSupplier condition, String what) {
        if (!waits(condition, CONNECT_BOUND)) {
            throw new IllegalStateException("waited " + CONNECT_BOUND.toSeconds() + " s for " + what);
        }
    }

    /** Returns whether it came to pass within the bound. */
    private static boolean waits(BooleanSupplier condition, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "run");
        thread.setDaemon(true);
        return thread;
    }
}
