package io.parley.bench.client;

import io.parley.bench.measure.Latencies;
import io.parley.bench.measure.Traffic;
import io.parley.bench.workload.ConversationPlan;
import io.parley.bench.workload.Population;
import io.parley.bench.workload.Script;
import io.parley.bench.workload.Stalled;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Runs all clients of this process. Made, connected, then used by one thread. */
public final class Fleet implements AutoCloseable {

    private static final long CREATE_INTERVAL_MICROS = 2_000;
    private static final Duration ENTRY_PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 20;

    /** Fewer frames in a second than this are heartbeats and stragglers. */
    private static final long QUIET_FRAMES = 20;

    private final Population population;
    private final Lanes lanes;
    private final List<Client> clients = new ArrayList<>();
    private final AtomicInteger notReady = new AtomicInteger();
    private final Stalled stalled;
    private int runs;

    /**
     * @param loops threads
     * @param contentBytes of each message
     * @param tag letters and digits, different in every process
     * @param reads whether clients send read receipts
     * @param stalled clients that stop reading on {@link Fleet#stall}
     */
    public record Settings(int loops, int contentBytes, String tag, boolean reads, Stalled stalled) {

        private static final int LONGEST_CONTENT = 16_384;

        public Settings {
            if (loops < 1) {
                throw new IllegalArgumentException("loops: " + loops + " (expected: 1 or more)");
            }
            if (contentBytes < 1 || contentBytes > LONGEST_CONTENT) {
                throw new IllegalArgumentException(
                        "body: " + contentBytes + " (expected: 1 to " + LONGEST_CONTENT + " bytes)");
            }
        }
    }

    /**
     * The result of connecting.
     *
     * @param connected sessions
     * @param elapsed from the first attempt until the last session was ready
     * @param micros histogram from the begin of an attempt until {@code ready} and the whole inbox
     */
    public record Connected(int sessions, Duration elapsed, Histogram micros) {

        public double perSecond() {
            return sessions * 1e9 / Math.max(1, elapsed.toNanos());
        }
    }

    /**
     * Prepares the clients without connecting them.
     *
     * @throws IllegalStateException if no tokens are available
     */
    public Fleet(Target target, Tokens tokens, Population population, Settings settings) throws InterruptedException {
        this.population = population;
        this.stalled = settings.stalled();
        Users users = new Users(settings.tag());
        List<String> bearers = new BearerTokens(tokens)
                .of(IntStream.range(0, population.users()).mapToObj(users::name).toList());
        lanes = new Lanes(settings.loops(), target);
        Frames frames = new Frames(users.ids(), settings.contentBytes());
        List<List<Membership>> memberships = memberships();
        for (int user = 0; user < population.users(); user++) {
            LinePipeline.Factory pipelines = new LinePipeline.Factory(target.webSocket(), bearers.get(user));
            clients.add(new Client(
                    user,
                    lanes.of(user),
                    lanes.line(user, pipelines, stalled.includes(user)),
                    users,
                    frames,
                    new Memberships(memberships.get(user)),
                    notReady::decrementAndGet,
                    new Client.Habits(settings.reads(), stalled.includes(user))));
        }
    }

    /**
     * Connects all clients.
     *
     * @param inFlight concurrent attempts
     * @throws IllegalStateException if a client can't be connected
     */
    public Connected connect(int inFlight) throws InterruptedException {
        Semaphore permits = new Semaphore(inFlight);
        Histogram micros = Latencies.histogram(3);
        List<CompletableFuture<Void>> entries = new ArrayList<>();
        long begin = System.nanoTime();
        for (Client client : clients) {
            if (!permits.tryAcquire(ENTRY_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody was let in for " + ENTRY_PATIENCE.toSeconds() + " s");
            }
            long attempt = System.nanoTime();
            entries.add(client.line().open(client).whenComplete((in, refused) -> {
                synchronized (micros) {
                    Latencies.record(micros, System.nanoTime() - attempt);
                }
                permits.release();
            }));
        }
        try {
            CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new))
                    .orTimeout(ENTRY_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            lanes.check();
            throw new IllegalStateException("not everybody was let in within " + ENTRY_PATIENCE.toSeconds() + " s", e);
        }
        return new Connected(clients.size(), Duration.ofNanos(System.nanoTime() - begin), micros);
    }

    /**
     * Creates all conversations, opens those that have to be open, and waits until the traffic has calmed down.
     *
     * @throws IllegalStateException if that takes too long
     */
    public void converse(Duration patience) throws InterruptedException {
        List<ConversationPlan> plans = population.conversations();
        notReady.set(plans.stream().mapToInt(ConversationPlan::size).sum());
        for (int index = 0; index < plans.size(); index++) {
            int conversation = index;
            Client creator = clients.get(plans.get(index).firstMember());
            var unused = creator.lane()
                    .loop()
                    .schedule(
                            () -> creator.create(conversation),
                            conversation * CREATE_INTERVAL_MICROS,
                            TimeUnit.MICROSECONDS);
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (notReady.get() > 0) {
            lanes.check();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the conversations did not come about within " + patience.toSeconds()
                        + " s: " + notReady + " memberships are waited for");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        awaitQuiet(deadline);
    }

    /** Starts to play a script. */
    public Performance play(Script script) throws InterruptedException {
        return new Performance(++runs, script, population, lanes, clients);
    }

    /** The frames over all connections since the start. */
    public Traffic traffic() {
        Map<String, Long> received = new LinkedHashMap<>();
        for (FrameScanner.Type type : FrameScanner.Type.values()) {
            received.put(type.name().toLowerCase(Locale.ROOT), lanes.sum(lane -> lane.frames(type)));
        }
        return new Traffic(received, lanes.sum(Lane::readsSent));
    }

    /** The clients that aren't counted, since they stop reading. */
    public Stalled stalled() {
        return stalled;
    }

    /** Makes the stalled clients stop reading from their sockets. */
    public void stall() {
        clients.stream().filter(Client::stalls).forEach(client -> client.line().stall());
    }

    /** Lets them read again, and restores closed connections. */
    public void resume() {
        clients.stream().filter(Client::stalls).forEach(client -> client.line().resume());
    }

    /** Closed connections of stalled clients, as far as the clients have noticed. */
    public long cutOff() {
        return lanes.sum(Lane::cutOffs);
    }

    /** Connections that broke since the start. */
    public long reconnects() {
        return lanes.sum(Lane::reconnects);
    }

    @Override
    public void close() {
        clients.forEach(client -> client.line().close());
        lanes.close();
    }

    private void awaitQuiet(long deadline) throws InterruptedException {
        long before = -QUIET_FRAMES - 1;
        long frames = lanes.sum(Lane::frames);
        while (frames - before > QUIET_FRAMES + clients.size() / 100 && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
            before = frames;
            frames = lanes.sum(Lane::frames);
            lanes.check();
        }
    }

    private List<List<Membership>> memberships() {
        List<List<Membership>> memberships = new ArrayList<>();
        for (int user = 0; user < population.users(); user++) {
            memberships.add(new ArrayList<>());
        }
        List<ConversationPlan> plans = population.conversations();
        for (int index = 0; index < plans.size(); index++) {
            int conversation = index;
            ConversationPlan plan = plans.get(index);
            plan.members().forEach(user -> memberships.get(user).add(new Membership(conversation, plan)));
        }
        return memberships;
    }
}
