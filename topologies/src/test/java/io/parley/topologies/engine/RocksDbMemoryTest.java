package io.parley.topologies.engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RocksDbMemoryTest {

    private static final int STORES = 40;
    private static final int ROWS = 200;

    @TempDir
    private Path dir;

    @Test
    void shouldNotFlushWhatIsNearlyEmptyWhenManyStoresShareLittleMemory() throws Exception {
        // Given
        List<RocksDB> stores = new ArrayList<>();
        try (RocksDbMemory memory = new RocksDbMemory(32L << 20)) {
            for (int i = 0; i < STORES; i++) {
                stores.add(open(dir.resolve("store-" + i), memory));
            }

            // When
            for (int row = 0; row < ROWS; row++) {
                for (RocksDB store : stores) {
                    store.put(ByteBuffer.allocate(4).putInt(row).array(), new byte[100]);
                }
            }

            // Then
            for (RocksDB store : stores) {
                assertThat(store.getLiveFilesMetaData()).isEmpty();
            }
        } finally {
            stores.forEach(RocksDB::close);
        }
    }

    private static RocksDB open(Path folder, RocksDbMemory memory) throws RocksDBException {
        Options options = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
        new RocksDbMemory.Bound().setConfig("store", options, Map.of(RocksDbMemory.KEY, memory));
        return RocksDB.open(options, folder.toString());
    }
}
