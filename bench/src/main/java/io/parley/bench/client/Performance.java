package io.parley.bench.client;

import io.parley.bench.check.SequenceCheck;
import io.parley.bench.check.Verdict;
import io.parley.bench.measure.Latencies;
import io.parley.bench.measure.Recorder;
import io.parley.bench.measure.Run;
import io.parley.bench.workload.Population;
import io.parley.bench.workload.Script;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Plays a script with a fleet, from its start to the verdict. For one thread. */
public final class Performance {

    private static final long LEAD_NANOS = 300_000_000L;
    private static final long POLL_MILLIS = 20;

    private final Run run;
    /** Counted members of each conversation. */
    private final int[] sizes;

    private final Lanes lanes;
    private final List<Client> clients;
    private final List<Recorder> recorders = new ArrayList<>();
    private final Before before;

    /** Counts when it began. */
    private record Before(long repeats, long outOfOrder, long resent, long reconnects) {}

    /** Progress: counts since the start. */
    public record Progress(long sent, long accepted, long delivered) {}

    Performance(int number, Script script, Population population, Lanes lanes, List<Client> clients)
            throws InterruptedException {
        this.lanes = lanes;
        this.clients = clients;
        this.sizes = population.conversations().stream()
                .mapToInt(conversation -> (int) conversation
                        .members()
                        .filter(user -> !clients.get(user).stalls())
                        .count())
                .toArray();
        this.before = new Before(
                sum(SequenceCheck::repeats),
                sum(SequenceCheck::outOfOrder),
                lanes.sum(Lane::resentCommands),
                lanes.sum(Lane::reconnects));
        this.run = Run.of(number, script, System.nanoTime() + LEAD_NANOS);
        for (Lane lane : lanes.all()) {
            Recorder recorder = new Recorder(run);
            recorders.add(recorder);
            Pacer pacer = pacer(lane);
            lane.loop().execute(() -> {
                lane.record(recorder);
                clients.stream().filter(client -> client.lane() == lane).forEach(Client::beginRun);
                pacer.start();
            });
        }
    }

    /** The start by {@link System#nanoTime}. */
    public long beginNanos() {
        return run.beginNanos();
    }

    public Progress progress() {
        lanes.check();
        return new Progress(total(Recorder::sent), total(Recorder::accepted), total(Recorder::delivered));
    }

    /** The latencies of the recipients' deliveries of one second of the measured time, as far as they have arrived. */
    public Histogram second(int second) throws InterruptedException {
        Histogram sum = Latencies.histogram(2);
        for (int lane = 0; lane < lanes.all().size(); lane++) {
            Recorder recorder = recorders.get(lane);
            sum.add(on(
                    lanes.all().get(lane),
                    () -> recorder.latencies().seconds().get(second).copy()));
        }
        return sum;
    }

    /** Waits until all messages have arrived everywhere, at most for the patience. */
    public void drain(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isSettled() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** The measured latencies, for use once no message is awaited any more. */
    public Latencies latencies() throws InterruptedException {
        List<Latencies> all = new ArrayList<>();
        for (int lane = 0; lane < lanes.all().size(); lane++) {
            Recorder recorder = recorders.get(lane);
            all.add(on(
                    lanes.all().get(lane), () -> Latencies.sum(run.script().seconds(), List.of(recorder.latencies()))));
        }
        return Latencies.sum(run.script().seconds(), all);
    }

    public Verdict verdict() throws InterruptedException {
        long notSent = 0;
        long notAccepted = 0;
        long expected = 0;
        for (int message = 0; message < run.script().messages(); message++) {
            if (!run.wasSent(message)) {
                notSent++;
            } else if (!run.wasRefused(message)) {
                expected += sizes[run.script().conversation(message)];
                notAccepted += run.wasAccepted(message) ? 0 : 1;
            }
        }
        long delivered = total(Recorder::delivered);
        return new Verdict(
                total(Recorder::sent),
                notSent,
                notAccepted,
                total(Recorder::refused),
                expected,
                delivered,
                Math.max(0, expected - delivered),
                gaps(),
                sum(SequenceCheck::repeats) - before.repeats(),
                sum(SequenceCheck::outOfOrder) - before.outOfOrder(),
                total(Recorder::contradictions),
                lanes.sum(Lane::resentCommands) - before.resent(),
                lanes.sum(Lane::reconnects) - before.reconnects());
    }

    private boolean isSettled() {
        Progress now = progress();
        if (now.sent() < run.script().messages() || now.accepted() + total(Recorder::refused) < now.sent()) {
            return false;
        }
        long expected = 0;
        for (int message = 0; message < run.script().messages(); message++) {
            expected += run.wasRefused(message) ? 0 : sizes[run.script().conversation(message)];
        }
        return now.delivered() >= expected;
    }

    private long gaps() throws InterruptedException {
        long[] highest = new long[sizes.length];
        for (Lane lane : lanes.all()) {
            on(lane, () -> {
                memberships(lane)
                        .forEach(membership -> highest[membership.conversation()] = Math.max(
                                highest[membership.conversation()],
                                membership.check().highest()));
                return null;
            });
        }
        long gaps = 0;
        for (Lane lane : lanes.all()) {
            gaps += on(
                    lane,
                    () -> memberships(lane).stream()
                            .mapToLong(membership -> membership.check().missing(highest[membership.conversation()]))
                            .sum());
        }
        return gaps;
    }

    private long sum(ToLongFunction<SequenceCheck> count) throws InterruptedException {
        long sum = 0;
        for (Lane lane : lanes.all()) {
            sum += on(
                    lane,
                    () -> memberships(lane).stream()
                            .mapToLong(membership -> count.applyAsLong(membership.check()))
                            .sum());
        }
        return sum;
    }

    private long total(ToLongFunction<Recorder> count) {
        return recorders.stream().mapToLong(count).sum();
    }

    private List<Membership> memberships(Lane lane) {
        return clients.stream()
                .filter(client -> client.lane() == lane && !client.stalls())
                .flatMap(client -> client.memberships().all().stream())
                .toList();
    }

    private Pacer pacer(Lane lane) {
        Script script = run.script();
        int[] mine = IntStream.range(0, script.messages())
                .filter(message -> clients.get(script.sender(message)).lane() == lane)
                .toArray();
        Client[] senders = Arrays.stream(mine)
                .mapToObj(message -> clients.get(script.sender(message)))
                .toArray(Client[]::new);
        return new Pacer(lane, run, mine, senders);
    }

    private static <T> T on(Lane lane, Callable<T> question) throws InterruptedException {
        try {
            return lane.loop().submit(question).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
