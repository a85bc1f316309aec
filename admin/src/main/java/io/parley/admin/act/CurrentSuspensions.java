package io.parley.admin.act;

import io.parley.admin.log.TopicTail;
import io.parley.avro.Suspension;
import io.parley.schemas.SuspensionTerm;
import io.parley.schemas.SuspensionTerm.IssuedBefore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps what {@code suspensions} says now, by key. For one thread at a time. */
public final class CurrentSuspensions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentSuspensions.class);

    private final TopicTail tail;
    private final Deserializer<Suspension> deserializer;
    private final NavigableMap<String, Entry> entries = new TreeMap<>();

    /**
     * One of them.
     *
     * @param since when it was written, by the log's clock
     */
    public record Entry(String key, Suspension suspension, Instant since) {}

    /** @param tail closed by this */
    public CurrentSuspensions(TopicTail tail, Deserializer<Suspension> deserializer) {
        this.tail = tail;
        this.deserializer = deserializer;
    }

    /** Reads on to the present end, and at least as far as this offset. Blocks. */
    public void readOn(long atLeast, Duration patience) {
        tail.readOn(atLeast, patience, this::take);
    }

    public int size() {
        return entries.size();
    }

    public Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Those after a key, in the order of their keys. */
    public List<Entry> after(String key, int limit) {
        return entries.tailMap(key, false).values().stream().limit(limit).toList();
    }

    /**
     * Keys of those that end nobody any more.
     *
     * @param memory how long a token lives at most
     */
    public List<String> runOut(Instant now, Duration memory) {
        return entries.values().stream()
                .filter(entry -> !end(entry.suspension(), memory).isAfter(now))
                .map(Entry::key)
                .toList();
    }

    @Override
    public void close() {
        tail.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> next) {
        String key = next.key() == null ? "" : new String(next.key(), StandardCharsets.UTF_8);
        if (next.value() == null) {
            entries.remove(key);
            return;
        }
        try {
            entries.put(
                    key,
                    new Entry(
                            key,
                            deserializer.deserialize(next.topic(), next.value()),
                            Instant.ofEpochMilli(next.timestamp())));
        } catch (SerializationException e) {
            LOG.error("offset {} of {} can't be read", next.offset(), next.topic(), e);
        }
    }

    private static Instant end(Suspension suspension, Duration memory) {
        return SuspensionTerm.of(suspension)
                .map(term -> term instanceof IssuedBefore ? term.time().plus(memory) : term.time())
                .orElse(Instant.MAX);
    }
}
