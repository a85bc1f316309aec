package io.parley.gateway;

import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.schemas.Topic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Stands in for the owner of users: answers every connect with the user's inbox, and delivers the test's records. */
final class StandIn implements AutoCloseable {

    private final TestLog log;
    private final Map<String, List<InboxEntry>> inboxes = new ConcurrentHashMap<>();
    private final List<SessionChange> changes = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "stand-in");
    private volatile boolean closing;

    StandIn(TestLog log) {
        this.log = log;
        thread.start();
    }

    void inbox(String userId, InboxEntry... entries) {
        inboxes.put(userId, List.of(entries));
    }

    /** The session changes from gateways, in order. */
    List<SessionChange> changes() {
        return changes;
    }

    void event(String gatewayId, Event event, String... userIds) {
        log.deliver(gatewayId, event.getConversationId(), new EventDelivery(event, List.of(userIds), false));
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Topic<SessionChange> topic = log.topics().sessions();
        try (KafkaConsumer<byte[], byte[]> consumer = log.consumer()) {
            consumer.assign(IntStream.range(0, topic.partitions())
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
            while (!closing) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(change -> follow(
                                log.serdes().value(topic).deserializer().deserialize(topic.name(), change.value())));
            }
        }
    }

    private void follow(SessionChange change) {
        changes.add(change);
        if (change.getChange() == SessionState.CONNECTED) {
            log.deliver(
                    change.getGatewayId(),
                    change.getUserId(),
                    new InboxDelivery(
                            change.getUserId(),
                            change.getSessionId(),
                            change.getEpoch(),
                            true,
                            true,
                            inboxes.getOrDefault(change.getUserId(), List.of()),
                            null,
                            false));
        }
    }
}
