package io.parley.bench.compare;

import io.parley.avro.Delivery;
import io.parley.avro.EventDelivery;
import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Message;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.bench.log.BenchLog;
import io.parley.bench.log.LogReader;
import io.parley.schemas.GatewayId;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.Application;
import io.parley.topologies.Applications;
import io.parley.topologies.StreamsApplication;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * From {@code commands} to {@code deliveries.<gateway>}: the owners of conversations and of users as they are run, in
 * conversations made before, all of whose members have a session on one gateway and read nothing.
 */
final class PipelineCourse implements Course {

    private static final GatewayId GATEWAY = new GatewayId("gateway-1");
    private static final long EPOCH = 1;

    private final BenchLog log;
    private final Chats chats;
    private final Path stateDir;
    private final Map<String, String> settings;
    private final Topics topics;
    private final Topic<Delivery> deliveries;

    /** With the applications' standard settings. */
    PipelineCourse(BenchLog log, Chats chats, Path stateDir) throws Exception {
        this(log, chats, stateDir, "pipeline.", Map.of());
    }

    /** Makes topics of its own, the gateway's lease, the sessions and the conversations. */
    PipelineCourse(BenchLog log, Chats chats, Path stateDir, String prefix, Map<String, String> settings)
            throws Exception {
        this.log = log;
        this.chats = chats;
        this.stateDir = stateDir;
        this.settings = settings;
        this.topics = Chats.topics(prefix);
        this.deliveries = topics.deliveries(GATEWAY);
        List<Topic<?>> all = new ArrayList<>(topics.all());
        all.add(deliveries);
        log.create(all);
        try (LogReader end = end();
                AutoCloseable running = start()) {
            prepare(end);
        }
    }

    private void prepare(LogReader end) {
        log.append(List.of(chats.record(
                topics.gateways(), GATEWAY.value(), new GatewayChange(GATEWAY.value(), new Lease(EPOCH)))));
        List<ProducerRecord<byte[], byte[]>> sessions = IntStream.range(0, chats.conversations())
                .boxed()
                .flatMap(number -> chats.members(number).stream())
                .map(this::session)
                .toList();
        log.append(sessions);
        // Each is answered with the whole inbox.
        end.next(sessions.size());
        log.append(chats.creations(topics));
        // Each member is shown the conversation, then its first event.
        end.next(sessions.size()
                + IntStream.range(0, chats.conversations()).map(this::records).sum());
    }

    private ProducerRecord<byte[], byte[]> session(String userId) {
        return chats.record(
                topics.sessions(),
                userId,
                new SessionChange(
                        userId, "session-of-" + userId, GATEWAY.value(), EPOCH, null, SessionState.CONNECTED, true));
    }

    @Override
    public AutoCloseable start() throws InterruptedException {
        StreamsApplication conversation = start(Applications.CONVERSATION);
        StreamsApplication user = start(Applications.USER);
        return () -> {
            conversation.close();
            user.close();
        };
    }

    private StreamsApplication start(Application application) throws InterruptedException {
        return log.start(application, topics, chats.registry(), stateDir.resolve(application.name()), settings);
    }

    @Override
    public LogReader end() {
        return log.read(deliveries);
    }

    @Override
    public ProducerRecord<byte[], byte[]> message(int number) {
        return chats.message(topics, number);
    }

    /** One for each partition of users that has a member. */
    @Override
    public int records(int number) {
        return (int) chats.members(number).stream()
                .map(topics.sessions()::partitionOf)
                .distinct()
                .count();
    }

    @Override
    public void check(List<byte[]> values, int messages) {
        // A message has a record for each partition of users: by the users that it is for, each comes once.
        chats.check(
                deliveries,
                values,
                messages,
                delivery -> message(delivery)
                        .map(event -> event.getEvent().getCommandId() + " for " + event.getUserIds())
                        .orElse(null));
    }

    /** The number of the message that came out; empty when it is none. */
    OptionalInt number(byte[] value) {
        return message(chats.value(deliveries, value)).stream()
                .mapToInt(event -> Chats.number(event.getEvent().getCommandId()))
                .findFirst();
    }

    private static Optional<EventDelivery> message(Delivery delivery) {
        return delivery.getBody() instanceof EventDelivery event
                        && event.getEvent().getBody() instanceof Message
                ? Optional.of(event)
                : Optional.empty();
    }
}
