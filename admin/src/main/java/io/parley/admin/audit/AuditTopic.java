package io.parley.admin.audit;

import io.parley.admin.log.TopicTail;
import io.parley.avro.AuditRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

import java.time.Duration;
import java.util.Optional;

/** Reads the topic {@code audit} into a chain. For one thread at a time. */
public final class AuditTopic implements AutoCloseable {

    private final TopicTail tail;
    private final Deserializer<AuditRecord> deserializer;
    private final AuditChain chain = new AuditChain();
    private final Optional<ChainHead> known;
    private boolean passedKnown;

    /**
     * @param tail closed by this
     * @param known a head that was noted earlier, which the chain has to have passed
     */
    public AuditTopic(TopicTail tail, Deserializer<AuditRecord> deserializer, Optional<ChainHead> known) {
        this.tail = tail;
        this.deserializer = deserializer;
        this.known = known;
        this.passedKnown = known.isEmpty();
    }

    /** Reads on to the present end, and at least as far as this offset. Blocks. */
    public void readOn(long atLeast, Duration patience) {
        tail.readOn(atLeast, patience, this::follow);
    }

    public AuditChain chain() {
        return chain;
    }

    /** Whether the head that was noted is one that the chain has passed. */
    public boolean hasPassedKnown() {
        return passedKnown;
    }

    @Override
    public void close() {
        tail.close();
    }

    private void follow(ConsumerRecord<byte[], byte[]> next) {
        byte[] value = next.value() == null ? new byte[0] : next.value();
        chain.follow(next.offset(), value, read(next));
        if (known.isPresent() && known.get().equals(chain.head())) {
            passedKnown = true;
        }
    }

    private Optional<AuditRecord> read(ConsumerRecord<byte[], byte[]> next) {
        try {
            return Optional.ofNullable(deserializer.deserialize(next.topic(), next.value()));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }
}
