package io.parley.topologies;

import io.parley.avro.Delivery;
import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Watch;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.GatewayId;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes and reads like a gateway, on a real broker: it creates its topic, renews its lease, announces its sessions.
 */
final class RealGateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Topics topics;
    private final String id;
    private final long epoch;
    private final AvroSerdes serdes;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RealTopics.Reader<Delivery> deliveries;
    private final ScheduledExecutorService leases = Executors.newSingleThreadScheduledExecutor();
    private ScheduledFuture<?> renewal;

    /** Makes its topic; it has no lease yet. */
    RealGateway(RealTopics installation, String id, long epoch) throws ExecutionException, InterruptedException {
        this.topics = installation.topics();
        this.serdes = installation.serdes();
        this.id = id;
        this.epoch = epoch;
        Topic<Delivery> topic = topics.deliveries(new GatewayId(id));
        Map<String, Object> brokers = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, installation.bootstrapServers());
        try (Admin admin = Admin.create(brokers)) {
            admin.createTopics(List.of(topic.toNewTopic())).all().get();
        }
        producer = new KafkaProducer<>(brokers, new ByteArraySerializer(), new ByteArraySerializer());
        deliveries = installation.read(topic);
    }

    void live() {
        renewal = leases.scheduleAtFixedRate(
                () -> put(topics.gateways(), id, new GatewayChange(id, new Lease(epoch))), 0, 1, TimeUnit.SECONDS);
    }

    /** Stops renewing the lease; its sessions are not said to end. */
    void die() {
        renewal.cancel(true);
    }

    void connect(String userId) {
        put(
                topics.sessions(),
                userId,
                new SessionChange(userId, userId + "@" + id, id, epoch, null, SessionState.CONNECTED, true));
    }

    void watch(String userId) {
        put(topics.watches(), userId, new Watch(userId, id, epoch, true));
    }

    /** Writes any record, to the partition that it belongs to. */
    <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(),
                RealTopics.partition(topic, key, value),
                serdes.key().serializer().serialize(topic.name(), key),
                serdes.value(topic).serializer().serialize(topic.name(), value));
        assertThat(producer.send(record)).succeedsWithin(PATIENCE);
    }

    /** The deliveries of one kind so far, in order. */
    <B> List<B> handed(Class<B> kind) {
        return deliveries.poll().stream()
                .map(ConsumerRecord::value)
                .map(Delivery::getBody)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public void close() {
        leases.shutdownNow();
        producer.close();
        deliveries.close();
    }
}
