package io.parley.bench.compare;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.avro.Event;
import io.parley.bench.log.BenchLog;
import io.parley.bench.log.Records;
import io.parley.connectors.Connectors;
import io.parley.history.History;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.servers.CassandraServer;
import io.parley.servers.ConnectWorker;
import io.parley.servers.RealServers;
import io.parley.servers.SchemaRegistryServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The Cassandra sink beside inserts of the driver alone: the same rows into a fresh table, as many on their way at a time,
 * one way after the other. The sink finds its events in the log already, and is measured from its first row to its last,
 * so that the start of a connector doesn't count.
 */
class StoreBenchmark {

    /** The sink's standard, for each task. */
    private static final int IN_FLIGHT = 256;

    private static final int HEAP_MEGABYTES = 1_024;
    private static final String REQUEST_TIMEOUT = "10s";
    private static final long SCHEMA_SECONDS = 60;

    private final int rows = Integer.getInteger("rows", 100_000);
    private final int conversations = Integer.getInteger("conversations", 100);
    private final int tasks = Integer.getInteger("tasks", 1);
    private final int rounds = Integer.getInteger("rounds", 5);
    private final Topics topics = Chats.topics("store.");
    private int tables;

    @TempDir
    private Path folder;

    @Test
    void measure() throws Exception {
        try (BenchLog log = new BenchLog(folder.resolve("broker"));
                SchemaRegistryServer registry =
                        RealServers.get().newRegistry(folder.resolve("registry"), log.bootstrapServers());
                CassandraServer cassandra = RealServers.get()
                        .newCassandra(
                                new CassandraServer.Config(folder.resolve("cassandra"), 0, HEAP_MEGABYTES, true));
                ConnectWorker worker = new ConnectWorker(ConnectWorker.Config.on(log.bootstrapServers()))) {
            registry.start();
            cassandra.start();
            worker.start();
            RegistryConfig schemas = RegistryConfig.of(registry.url());
            List<Event> events = StoredRows.events(rows, conversations);
            log.create(topics.all());
            preload(log, new HttpSchemaRegistry(schemas), events);
            Connectors connectors = new Connectors(
                    topics,
                    Settings.of(
                            Map.of("kafka.bootstrap-servers", log.bootstrapServers(), "registry.url", registry.url()),
                            InstallationSettings.KEYS));
            try (CqlSession session = CqlSession.builder()
                    .addContactPoint(cassandra.contactPoint())
                    .withLocalDatacenter(CassandraServer.DATACENTER)
                    .build()) {
                StoredRows table = new StoredRows(session, events);
                new Comparison("rows/s")
                        .with("driver alone, " + tasks * IN_FLIGHT + " in flight", () -> {
                            String keyspace = freshTable(cassandra);
                            double rate = table.insert(keyspace, tasks * IN_FLIGHT);
                            table.check(keyspace);
                            return new double[] {rate};
                        })
                        .with("Cassandra sink, " + tasks + " x " + IN_FLIGHT + " in flight", () -> {
                            String keyspace = freshTable(cassandra);
                            double rate = new SinkRun(worker, keyspace)
                                    .store(
                                            connectors
                                                    .cassandra(history(cassandra, keyspace), tasks)
                                                    .properties(),
                                            rows);
                            table.check(keyspace);
                            return new double[] {rate};
                        })
                        .run(rounds, conditions(), System.out);
            }
        }
    }

    private Map<String, Object> conditions() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("rows a turn", rows);
        conditions.put("conversations", conversations);
        conditions.put("bytes of a body", Chats.BODY_BYTES);
        conditions.put("Cassandra's heap", HEAP_MEGABYTES + " MiB");
        conditions.put("its compiler", "full");
        return conditions;
    }

    private void preload(BenchLog log, SchemaRegistry registry, List<Event> events) {
        new AvroSerdes(registry).register(topics.events());
        Records records = new Records(registry);
        log.append(events.stream()
                .map(event -> records.of(topics.events(), event.getConversationId(), event))
                .toList());
    }

    /** A keyspace with an empty table. */
    private String freshTable(CassandraServer cassandra) throws Exception {
        String keyspace = "compare_" + tables++;
        try (History history = History.open(HistorySettings.read(history(cassandra, keyspace)))) {
            history.createSchema().toCompletableFuture().get(SCHEMA_SECONDS, TimeUnit.SECONDS);
        }
        return keyspace;
    }

    private static Settings history(CassandraServer cassandra, String keyspace) {
        return Settings.of(
                Map.of(
                        "history.contact-points",
                        "127.0.0.1:" + cassandra.contactPoint().getPort(),
                        "history.local-datacenter",
                        CassandraServer.DATACENTER,
                        "history.keyspace",
                        keyspace,
                        "history.request-timeout",
                        REQUEST_TIMEOUT),
                HistorySettings.KEYS);
    }
}
