package io.parley.topologies.testkit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.RecordConverter;
import org.apache.kafka.streams.state.internals.RecordConverters;
import org.apache.kafka.streams.state.internals.SegmentedBytesStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * The changelogs of a topology's stores, compacted: over all the drivers that it ran on. The driver restores nothing by
 * itself, so stores are filled here, below logging and serdes, like the engine's own restore.
 *
 * <p>Records since a commit may be lost: each store's changelog is a partition of its own, so a crash keeps the first
 * part of each, of different lengths.
 */
final class Changelogs {

    private static final String SUFFIX = "-changelog";

    private final String application;
    private final Map<String, Map<Bytes, TestRecord<byte[], byte[]>>> compacted = new HashMap<>();
    private final Map<String, List<TestRecord<byte[], byte[]>>> unread = new HashMap<>();
    private final Map<String, List<TestRecord<byte[], byte[]>>> uncommitted = new TreeMap<>();
    private boolean commits;

    Changelogs(String application) {
        this.application = application;
    }

    /** Collects the driver's changelog records since the last call. */
    void collect(TopologyTestDriver driver) {
        // The driver only shows records that a test put into a store by hand after its next input.
        driver.advanceWallClockTime(Duration.ZERO);
        for (String topic : Set.copyOf(driver.producedTopicNames())) {
            if (isChangelog(topic)) {
                driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .forEach(record -> add(topic, record));
            }
        }
    }

    /**
     * Adds a written record if its topic is a changelog.
     *
     * @return whether it is
     */
    boolean add(String topic, TestRecord<byte[], byte[]> record) {
        if (!isChangelog(topic)) {
            return false;
        }
        String store = topic.substring(application.length() + 1, topic.length() - SUFFIX.length());
        unread.computeIfAbsent(store, name -> new ArrayList<>()).add(record);
        if (commits) {
            uncommitted.computeIfAbsent(store, name -> new ArrayList<>()).add(record);
        } else {
            compact(store, record);
        }
        return true;
    }

    private boolean isChangelog(String topic) {
        return topic.startsWith(application + "-") && topic.endsWith(SUFFIX);
    }

    private void compact(String store, TestRecord<byte[], byte[]> record) {
        Map<Bytes, TestRecord<byte[], byte[]>> last = compacted.computeIfAbsent(store, name -> new LinkedHashMap<>());
        Bytes key = Bytes.wrap(record.key());
        last.remove(key);
        last.put(key, record);
    }

    /** Commits: earlier records are kept for good, later ones may be lost. */
    void commit() {
        keep();
        commits = true;
    }

    /** Keeps all records. */
    void keep() {
        keep(List::size);
    }

    /** Keeps the first few records since the last commit in each store's changelog. */
    void lose(RandomGenerator random) {
        keep(records -> random.nextInt(records.size() + 1));
    }

    /** Drops all records since the last commit. */
    void abort() {
        keep(records -> 0);
    }

    private void keep(ToIntFunction<List<?>> kept) {
        uncommitted.forEach((store, records) ->
                records.subList(0, kept.applyAsInt(records)).forEach(record -> compact(store, record)));
        uncommitted.clear();
    }

    /** The records of a store's changelog since the last call. */
    List<TestRecord<byte[], byte[]>> unread(String store) {
        return Optional.ofNullable(unread.remove(store)).orElse(List.of());
    }

    /** The last record of each key of a store's changelog, in the order in which they were written. */
    Collection<TestRecord<byte[], byte[]>> of(String store) {
        return compacted.getOrDefault(store, Map.of()).values();
    }

    /**
     * Fills a store.
     *
     * @throws UnsupportedOperationException if the changelog of this kind of store isn't supported
     */
    static void restore(StateStore store, Collection<TestRecord<byte[], byte[]>> changelog) {
        if (changelog.isEmpty()) {
            return;
        }
        BiConsumer<Bytes, byte[]> put = below(store);
        RecordConverter format = WrappedStateStore.isTimestamped(store)
                ? RecordConverters.rawValueToTimestampedValue()
                : RecordConverters.identity();
        for (TestRecord<byte[], byte[]> record : changelog) {
            put.accept(Bytes.wrap(record.key()), format.convert(read(record)).value());
        }
    }

    private static ConsumerRecord<byte[], byte[]> read(TestRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                SUFFIX,
                0,
                0,
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    @SuppressWarnings("unchecked") // what lies below all wrappers keeps bytes
    private static BiConsumer<Bytes, byte[]> below(StateStore store) {
        StateStore lowest = store;
        while (lowest instanceof WrappedStateStore<?, ?, ?> wrapper) {
            lowest = wrapper.wrapped();
        }
        boolean understood = !WrappedStateStore.isVersioned(store) && !WrappedStateStore.isHeadersAware(store);
        if (understood && lowest instanceof SegmentedBytesStore segments) {
            return segments::put;
        }
        if (understood && lowest instanceof KeyValueStore<?, ?> keyValues) {
            return ((KeyValueStore<Bytes, byte[]>) keyValues)::put;
        }
        throw new UnsupportedOperationException(
                store.name() + ": a " + lowest.getClass().getSimpleName()
                        + " can't be restored here (expected: a key-value store, or a persistent window or session store)");
    }
}
