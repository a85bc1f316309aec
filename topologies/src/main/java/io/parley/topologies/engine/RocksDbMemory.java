package io.parley.topologies.engine;

import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

import java.util.Map;

/**
 * Bounds the memory of an application's stores: one block cache and one write buffer budget for all. By default each
 * store of each partition takes 50 MB of cache and 3 × 16 MB of write buffers, which adds up with the partitions.
 */
public final class RocksDbMemory implements AutoCloseable {

    /** Key under which {@link Bound} finds its instance in the application's settings. */
    public static final String KEY = "parley.rocksdb.memory";

    private static final long WRITE_BUFFER = 8L << 20;

    /**
     * The memory of a write buffer as soon as it holds anything. The default is an eighth of its maximum, here 1 MiB: a
     * few dozen stores then fill the budget with nearly empty buffers, and each write flushes a file of a few rows.
     */
    private static final long WRITE_BUFFER_STEP = 32L << 10;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    /** @param bytes for cache and write buffers together; the buffers take at most half */
    public RocksDbMemory(long bytes) {
        RocksDB.loadLibrary();
        cache = new LRUCache(bytes, -1, false);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    private void apply(Options options) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        // Indexes and filters count towards the bound too, and are the last to be evicted.
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setArenaBlockSize(WRITE_BUFFER_STEP);
    }

    /** Call it after every store is closed. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }

    /** Created by the engine, by its class name, for each store. */
    public static final class Bound implements RocksDBConfigSetter {

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            ((RocksDbMemory) configs.get(KEY)).apply(options);
        }

        @Override
        public void close(String storeName, Options options) {
            // The cache and the write buffers are shared; they are closed with the application.
        }
    }
}
