package io.parley.topologies;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.runtime.config.Settings;
import io.parley.runtime.management.Health;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.engine.EngineMeters;
import io.parley.topologies.engine.RecordAges;
import io.parley.topologies.engine.RestoreProgress;
import io.parley.topologies.engine.RocksDbMemory;
import io.parley.topologies.failure.DeadLetters;
import io.parley.topologies.failure.FreezeGuard;
import io.parley.topologies.failure.GivenUpMeters;
import io.parley.topologies.failure.GuardedClients;
import io.parley.topologies.failure.LetterMeters;
import io.parley.topologies.failure.MissingTopics;
import io.parley.topologies.failure.SendFailures;
import io.parley.topologies.failure.ThreadBudget;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A running topology: made, started once, closed once. Safe for use by several threads; one JVM may run several.
 *
 * <p>A failure that the engine can't recover from (see {@link ThreadBudget}) ends it: {@link #ended} then fails, and
 * the owner has to close it and report the failure.
 */
public final class StreamsApplication implements AutoCloseable {

    private static final String ANY_GATEWAY = "any";

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final Application application;
    private final ApplicationConfig config;
    private final Topics topics;
    private final AvroSerdes serdes;
    private final Topology topology;
    private final MeterRegistry meters;
    private final ThreadBudget threadBudget;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Set by the start. It and {@link #closed} are written while holding this. */
    private volatile Engine engine;

    private volatile boolean closed;

    private record Engine(
            KafkaStreams streams,
            EngineMeters engineMeters,
            RestoreProgress restoring,
            FreezeGuard freezeGuard,
            RocksDbMemory memory) {}

    /**
     * Makes the topology, without any access to other systems.
     *
     * @param settings values for the keys of {@link Application#keys}
     * @throws IllegalArgumentException if a setting is invalid; the message is one line that names it
     */
    public StreamsApplication(
            Application application, Settings settings, SchemaRegistry registry, MeterRegistry meters) {
        this.application = application;
        this.config = ApplicationSettings.read(settings);
        this.topics = new Topics(config.catalogue());
        this.serdes = new AvroSerdes(registry);
        this.topology = application.topology().build(topics, serdes, settings);
        this.meters = meters;
        this.threadBudget = new ThreadBudget(application.name(), config.group().threads(), Clock.systemUTC(), meters);
    }

    /**
     * Waits until the topics are there, registers their schemas and starts the stream threads. Blocks for as long as
     * {@code streams.start-patience} at most, and the registry's patience.
     *
     * @throws io.parley.runtime.kafka.BrokersRefuseException if the brokers don't let it in; the message is one line
     * @throws IllegalStateException if a topic is missing or has other partitions or another clock, or if the state is gone
     *     from which the output would have to be continued; the message is one line
     * @throws io.parley.schemas.RegistryUnavailableException if the registry doesn't answer
     * @throws io.parley.schemas.IncompatibleSchemaException if the registry rejects a schema
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void start() throws InterruptedException {
        RequiredTopics required =
                RequiredTopics.of(topology, topics, application.ownTopics().apply(topics));
        required.await(config.brokers(), config.life().startPatience());
        application.continued().ifPresent(continued -> new LostState(application, config, topics).check(continued));
        // An incompatible schema fails the start, not the first record.
        required.topics().forEach(serdes::register);
        synchronized (this) {
            if (closed || engine != null) {
                return;
            }
            engine = engine();
            engine.streams.start();
        }
    }

    private Engine engine() {
        RocksDbMemory memory = new RocksDbMemory(config.stores().rocksDbMemory());
        MissingTopics missing = new MissingTopics(System::nanoTime);
        TopicLabels labels = new TopicLabels(application, config, topics);
        TopologyTopics named = TopologyTopics.of(topology);
        DeadLetters deadLetters = new DeadLetters(
                application.name(),
                topics,
                serdes,
                new LetterMeters(application.name(), labels, named.sources(), meters));
        Map<String, Object> settings = EngineSettings.of(
                application,
                config,
                deadLetters,
                new SendFailures(
                        application.guarantee().isTransactional(),
                        topics,
                        missing,
                        deadLetters,
                        GivenUpMeters.of(application.name(), mayBeGivenUp(named), labels, meters)),
                new RecordAges(application.name(), labels, Clock.systemUTC(), meters),
                memory);
        FreezeGuard freezeGuard = new FreezeGuard(EngineSettings.LONGEST_PAUSE, System::nanoTime, this::frozen);
        RestoreProgress restoring = new RestoreProgress(application.name(), meters);
        KafkaStreams streams = new KafkaStreams(topology, new StreamsConfig(settings), clients(freezeGuard, missing));
        streams.setUncaughtExceptionHandler(threadBudget);
        streams.setStateListener(this::stateChanged);
        streams.setGlobalStateRestoreListener(restoring);
        EngineMeters engineMeters = new EngineMeters(
                application.name(), named.realSources(config.group().idPrefix() + application.name()), streams, meters);
        return new Engine(streams, engineMeters, restoring, freezeGuard, memory);
    }

    private Set<String> mayBeGivenUp(TopologyTopics named) {
        if (application.guarantee().isTransactional()) {
            return Set.of();
        }
        Set<String> written = new HashSet<>(named.sinks());
        if (named.choosesSinks()) {
            written.add(topics.deliveriesOf(ANY_GATEWAY));
        }
        return written;
    }

    private KafkaClientSupplier clients(FreezeGuard freezeGuard, MissingTopics missing) {
        if (config.life().stopWhenFrozen()) {
            freezeGuard.start();
        }
        Runnable check = config.life().stopWhenFrozen() ? freezeGuard::check : () -> {};
        return switch (application.guarantee()) {
            // None of its topics may be missing.
            case EXACTLY_ONCE -> GuardedClients.exactlyOnce(check);
            case AT_LEAST_ONCE, AHEAD_OF_COMMIT -> GuardedClients.atLeastOnce(check, missing);
        };
    }

    private void frozen(FreezeGuard.ProcessFrozenException failure) {
        ended.completeExceptionally(failure);
    }

    private void stateChanged(State now, State before) {
        LOG.info("{}: {} (was {})", application.name(), now, before);
        if (now == State.ERROR) {
            Throwable cause = threadBudget.lastCause();
            ended.completeExceptionally(cause != null ? cause : new IllegalStateException("the engine stopped"));
        }
    }

    /** Completes when this is closed; fails, with the cause, after a failure. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    public String name() {
        return application.name();
    }

    /** Reports whether it is alive: not ended by a failure. */
    public Health alive() {
        return ended.isCompletedExceptionally() ? Health.unwell("ended by a failure") : Health.well("alive");
    }

    /** Reports whether it processes: topics exist, partitions are assigned, stores restored. */
    public Health ready() {
        Engine running = engine;
        if (running == null) {
            return Health.unwell(closed ? "closed" : "waiting for topics");
        }
        State state = running.streams.state();
        return state == State.RUNNING ? Health.well("running") : Health.unwell(state.name());
    }

    /**
     * Commits, stops the threads and closes the stores; idempotent. A process without a fixed name leaves its group, so
     * that its partitions move at once; one with a name keeps them for its return.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (engine != null) {
            engine.engineMeters.close();
            engine.restoring.close();
            engine.freezeGuard.close();
            boolean stopped = engine.streams.close(CloseOptions.timeout(CLOSE_PATIENCE)
                    .withGroupMembershipOperation(
                            config.group().instanceId().isPresent()
                                    ? GroupMembershipOperation.REMAIN_IN_GROUP
                                    : GroupMembershipOperation.LEAVE_GROUP));
            if (stopped) {
                engine.memory.close();
            } else {
                LOG.error("{}: threads did not stop within {}", application.name(), CLOSE_PATIENCE);
            }
        }
        ended.complete(null);
    }
}
