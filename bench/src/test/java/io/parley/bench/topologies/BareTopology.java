package io.parley.bench.topologies;

import io.parley.schemas.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Decides nothing: stores each command under a number of keys, and writes it a number of times. */
final class BareTopology {

    private static final String READ = "read";
    private static final String COPY = "copy";
    private static final String WRITE = "write";
    private static final String STORE = "bare";

    private BareTopology() {}

    /** @param read how many topics it reads, beside commands such to which nothing comes */
    static Topology of(Topics topics, int read, int stored, int written) {
        Topology topology = new Topology();
        topology.addSource(
                READ,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Stream.concat(
                                Stream.of(topics.commands().name()),
                                IntStream.range(1, read).mapToObj(silent -> "silent-" + silent))
                        .toArray(String[]::new));
        topology.addProcessor(COPY, copying(stored, written), READ);
        topology.addSink(WRITE, topics.outcomes().name(), new ByteArraySerializer(), new ByteArraySerializer(), COPY);
        return topology;
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> copying(int stored, int written) {
        StoreBuilder<KeyValueStore<byte[], byte[]>> store = Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray());
        return new ProcessorSupplier<>() {
            @Override
            public ContextualProcessor<byte[], byte[], byte[], byte[]> get() {
                return new Copy(stored, written);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }

    private static final class Copy extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

        private final int stored;
        private final int written;
        private KeyValueStore<byte[], byte[]> store;

        Copy(int stored, int written) {
            this.stored = stored;
            this.written = written;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            for (int key = 0; key < stored; key++) {
                byte[] row = ByteBuffer.allocate(Integer.BYTES).putInt(key).array();
                store.get(row);
                store.put(row, record.value());
            }
            for (int copy = 0; copy < written; copy++) {
                context().forward(record);
            }
        }
    }
}
