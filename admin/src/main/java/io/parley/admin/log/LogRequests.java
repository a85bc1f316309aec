package io.parley.admin.log;

import io.parley.admin.log.ReplyReader.Reply;
import io.parley.admin.log.ReplyReader.Waiter;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes a record and waits for what the log replies. Blocks; thread-safe. */
public final class LogRequests implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final ReplyReader replies;
    private final AvroSerdes serdes;

    public LogRequests(AdminClients clients, AvroSerdes serdes) {
        this.producer = clients.appender();
        this.replies = new ReplyReader(clients);
        this.serdes = serdes;
    }

    /**
     * Writes a record and waits for the reply.
     *
     * @param id decides the record's partition, and is its key
     * @param where the reply comes
     * @param replyKey of the reply's record
     * @return empty when the log has the record for good and the reply didn't come in time
     * @throws KafkaException when the log may or may not have taken the record
     */
    public <V extends SpecificRecord, R> Optional<R> ask(
            Topic<V> topic,
            String id,
            V value,
            Set<TopicPartition> where,
            String replyKey,
            Reply<R> reply,
            Duration patience) {
        Waiter<R> waiter = replies.expect(where, replyKey, reply);
        try {
            waiter.listening().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            var unused = producer.send(new ProducerRecord<>(
                            topic.name(),
                            topic.partitionOf(id),
                            id.getBytes(StandardCharsets.UTF_8),
                            serdes.value(topic).serializer().serialize(topic.name(), value)))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return reply(waiter, patience);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } finally {
            waiter.result().cancel(false);
        }
    }

    /** Whether replies are read: without that nothing that is asked is answered. */
    public boolean isAlive() {
        return replies.isAlive();
    }

    @Override
    public void close() {
        replies.close();
        producer.close(CLOSE_TIMEOUT);
    }

    private static <R> Optional<R> reply(Waiter<R> waiter, Duration patience) throws InterruptedException {
        try {
            return Optional.of(waiter.result().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return Optional.empty();
        }
    }
}
