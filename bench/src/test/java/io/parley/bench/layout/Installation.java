package io.parley.bench.layout;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Delivery;
import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Send;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.bench.log.BenchLog;
import io.parley.bench.log.LogReader;
import io.parley.bench.log.Records;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.Application;
import io.parley.topologies.Applications;
import io.parley.topologies.StreamsApplication;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Runs one layout of the log: two processes' worth of the conversation application, each with a
 * standby of the other, and one of the user application, with sessions spread over gateways, of which only the topics
 * are there. For one thread.
 */
final class Installation {

    private static final long EPOCH = 1;
    private static final int CONVERSATION_PROCESSES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String BODY = "x".repeat(100);

    private final BenchLog log;
    private final Groups groups;
    private final Path folder;
    private final List<GatewayId> gateways;
    private final boolean withUsers;
    private final Topics topics;
    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final Records records = new Records(registry);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private int next;

    /**
     * Makes the topics that are used.
     *
     * @param gateways to which sessions are spread and deliveries go; 0 leaves out the user application, which no
     *     transaction waits for
     */
    Installation(BenchLog log, Groups groups, Path folder, CatalogueConfig catalogue, int gateways) throws Exception {
        withUsers = gateways > 0;
        this.log = log;
        this.groups = groups;
        this.folder = folder;
        this.gateways = IntStream.range(0, gateways)
                .mapToObj(number -> new GatewayId("gateway-" + number))
                .toList();
        topics = new Topics(catalogue);
        List<Topic<?>> all = new ArrayList<>(topics.all());
        all.removeAll(List.of(topics.watches(), topics.presence(), topics.devices()));
        if (!withUsers) {
            all.removeAll(List.of(topics.sessions(), topics.pushes()));
        }
        all.addAll(deliveries());
        log.create(all);
    }

    Topics topics() {
        return topics;
    }

    List<Topic<Delivery>> deliveries() {
        return gateways.stream().map(topics::deliveries).toList();
    }

    /** Starts the applications and returns when they run; the result stops them. */
    AutoCloseable start() throws Exception {
        List<StreamsApplication> running = new ArrayList<>();
        for (int process = 0; process < CONVERSATION_PROCESSES; process++) {
            running.add(start(Applications.CONVERSATION, "conversation-" + process));
        }
        if (withUsers) {
            running.add(start(Applications.USER, "user"));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!running.stream().allMatch(application -> application.ready().ok())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not all applications run after " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return () -> running.forEach(StreamsApplication::close);
    }

    private StreamsApplication start(Application application, String process) throws InterruptedException {
        return log.start(
                application, topics, registry, log.settings(topics, folder.resolve(process), Map.of()), meters);
    }

    /** Lets the gateways live, connects all users and makes the groups. */
    void prepare(int users) throws Exception {
        try (AutoCloseable running = start();
                LogReader events = log.read(topics.events());
                Tail delivered = new Tail(log.bootstrapServers(), deliveries())) {
            gateways.forEach(gateway -> log.send(records.of(
                    topics.gateways(), gateway.value(), new GatewayChange(gateway.value(), new Lease(EPOCH)))));
            log.flush();
            if (withUsers) {
                IntStream.range(0, users).forEach(this::connect);
                log.flush();
                delivered.await(users);
            }
            IntStream.range(0, groups.count()).forEach(this::create);
            log.flush();
            events.each(groups.count(), value -> {});
            delivered.awaitQuiet();
        }
    }

    private void connect(int user) {
        String userId = Groups.user(user);
        log.send(records.of(
                topics.sessions(),
                userId,
                new SessionChange(
                        userId,
                        "session-of-" + userId,
                        gatewayOf(userId).value(),
                        EPOCH,
                        null,
                        SessionState.CONNECTED,
                        true)));
    }

    private GatewayId gatewayOf(String userId) {
        return gateways.get(Integer.parseInt(userId.substring(userId.indexOf('-') + 1)) % gateways.size());
    }

    private void create(int group) {
        List<String> members = groups.members(group);
        log.send(command(
                group,
                new Command(
                        groups.id(group),
                        members.get(0),
                        "create",
                        new Create(ConversationKind.GROUP, members.subList(1, members.size()), "A group"),
                        false,
                        null)));
    }

    private ProducerRecord<byte[], byte[]> command(int message, Command command) {
        return records.of(topics.commands(), groups.id(message), command);
    }

    /**
     * Sends messages and returns when all of them have been numbered, committed and delivered.
     *
     * @param messagesPerSecond 0 gives all at once
     */
    void pass(int messages, int messagesPerSecond) throws Exception {
        int first = next;
        next += messages;
        List<ProducerRecord<byte[], byte[]>> all =
                IntStream.range(first, next).mapToObj(this::message).toList();
        long deliveries =
                IntStream.range(first, next).mapToLong(this::deliveriesOf).sum();
        try (LogReader events = log.read(topics.events());
                Tail delivered = new Tail(log.bootstrapServers(), deliveries())) {
            long began = System.nanoTime();
            for (int message = 0; message < messages; message++) {
                if (messagesPerSecond > 0) {
                    awaitNanos(began + TimeUnit.SECONDS.toNanos(message) / messagesPerSecond);
                }
                log.send(all.get(message));
            }
            log.flush();
            events.each(messages, value -> {});
            delivered.await(deliveries);
        }
    }

    private ProducerRecord<byte[], byte[]> message(int number) {
        return command(
                number,
                new Command(
                        groups.id(number),
                        groups.members(number)
                                .get(number % groups.members(number).size()),
                        "message-" + number,
                        Send.newBuilder().setContent(BODY).build(),
                        false,
                        null));
    }

    /** Counts a record for each gateway that members of one partition of users are connected to. */
    private long deliveriesOf(int message) {
        return !withUsers
                ? 0
                : groups.members(message).stream()
                        .map(userId -> topics.sessions().partitionOf(userId) + " "
                                + gatewayOf(userId).value())
                        .distinct()
                        .count();
    }

    /** Counts the stream threads that have died and were replaced so far. */
    double threadsReplaced() {
        return meters.find("parley.streams.threads.replaced").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static void awaitNanos(long due) {
        long wait;
        while ((wait = due - System.nanoTime()) > 0) {
            LockSupport.parkNanos(wait);
        }
    }
}
