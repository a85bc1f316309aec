package io.parley.bench.topologies;

import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Send;
import io.parley.bench.log.BenchLog;
import io.parley.bench.log.LogReader;
import io.parley.bench.log.Records;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import io.parley.servers.RealServers;
import io.parley.servers.SchemaRegistryServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * How long commands wait for their numbers when one of two processes of the conversation application is killed ({@code
 * kill -9}): until the other has taken over, and with the killed one started again in place at once. With and without a
 * standby, with and without a fixed {@code group.instance.id}.
 *
 * <p>Each time the one that has more partitions is killed. A command for each partition is sent right after that, and
 * the slowest event, as a reader of committed records sees it, ends the measurement.
 */
class ConversationFailoverBenchmark {

    private static final int PARTITIONS = 4;
    private static final Duration SETTLED = Duration.ofSeconds(4);

    private final int conversations = Integer.getInteger("conversations", 100_000);
    private final int rounds = Integer.getInteger("rounds", 3);
    private final List<Integer> standbys = IntStream.of(0, 1)
            .filter(count -> Integer.getInteger("standbys", count) == count)
            .boxed()
            .toList();
    private final PrintStream out = System.out;
    private int commands;

    @TempDir
    private Path folder;

    @Test
    void measure() throws Exception {
        List<String> table = new ArrayList<>();
        try (BenchLog log = new BenchLog(folder.resolve("broker"));
                SchemaRegistryServer registry =
                        RealServers.get().newRegistry(folder.resolve("registry"), log.bootstrapServers())) {
            registry.start();
            for (int standby : standbys) {
                for (boolean fixedId : List.of(false, true)) {
                    String how = "%d standby, %s".formatted(standby, fixedId ? "a fixed id" : "no id");
                    try (Installation installation = new Installation(log, registry.url(), standby, fixedId)) {
                        table.add(installation.measure(how));
                    }
                }
            }
        }
        table.forEach(out::println);
    }

    /** Topics of its own, and two processes on them. */
    private final class Installation implements AutoCloseable {

        private final BenchLog log;
        private final Topics topics;
        private final Records records;
        private final LogReader events;
        private final List<ConversationProcess> processes = new ArrayList<>();
        private final Map<Integer, String> probed = new TreeMap<>();

        Installation(BenchLog log, String registryUrl, int standby, boolean fixedId) throws Exception {
            this.log = log;
            String prefix = "bench-%d-%s.".formatted(standby, fixedId);
            topics = new Topics(new CatalogueConfig(prefix, PARTITIONS, PARTITIONS, (short) 1, Duration.ofDays(1)));
            records = new Records(new HttpSchemaRegistry(RegistryConfig.of(registryUrl)));
            log.create(topics.all());
            events = log.read(topics.events());
            for (String name : List.of("a", "b")) {
                Map<String, String> more = new TreeMap<>(Map.of("streams.standby-replicas", String.valueOf(standby)));
                if (fixedId) {
                    more.put("streams.group-instance-id", name);
                }
                Path own = folder.resolve(prefix + name);
                Map<String, String> settings = log.settings(topics, own.resolve("state"), more);
                settings.put("registry.url", registryUrl);
                processes.add(new ConversationProcess(own, topics, settings));
            }
        }

        String measure(String how) throws Exception {
            fill();
            settle();
            List<Double> takenOver = new ArrayList<>();
            List<Double> restarted = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                takenOver.add(kill(how, false));
                restarted.add(kill(how, true));
            }
            return String.format(Locale.ROOT, "| %s | %s | %s |", how, seconds(takenOver), seconds(restarted));
        }

        private void fill() throws Exception {
            processes.get(0).start();
            for (int number = 0; number < conversations; number++) {
                String id = new UUID(0x4000L | (long) number << 32, Long.MIN_VALUE | number).toString();
                probed.putIfAbsent(topics.commands().partitionOf(id), id);
                append(id, new Create(ConversationKind.GROUP, List.of("bob", "carol"), "A group"));
            }
            log.flush();
            events.each(conversations, value -> {});
            processes.get(1).start();
        }

        /** Gives how long the slowest of the partitions was silent. */
        private double kill(String how, boolean inPlace) throws Exception {
            ConversationProcess victim = processes.get(0);
            for (ConversationProcess process : processes) {
                victim = process.partitions(log) > victim.partitions(log) ? process : victim;
            }
            int had = victim.partitions(log);
            victim.kill();
            long began = System.nanoTime();
            if (inPlace) {
                victim.start();
            }
            double slowest = probe(began);
            out.printf(
                    Locale.ROOT,
                    "%s, %s: %.1f s (%d of %d partitions)%n",
                    how,
                    inPlace ? "restarted in place" : "taken over",
                    slowest,
                    had,
                    PARTITIONS);
            if (!inPlace) {
                victim.start();
            }
            settle();
            return slowest;
        }

        private double probe(long began) {
            probed.values()
                    .forEach(id ->
                            append(id, Send.newBuilder().setContent("probe").build()));
            log.flush();
            events.each(PARTITIONS, value -> {});
            return (System.nanoTime() - began) / 1e9;
        }

        /** Waits until both are at work, and commands have been numbered at once for a while. */
        private void settle() throws Exception {
            long since = System.nanoTime();
            while (System.nanoTime() - since < SETTLED.toNanos()) {
                boolean both = ConversationProcess.members(log, topics) == processes.size();
                if (probe(System.nanoTime()) > 1 || !both) {
                    since = System.nanoTime();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }

        private void append(String conversationId, Object body) {
            Command command = new Command(conversationId, "alice", "id-" + commands++, body, false, null);
            log.send(records.of(topics.commands(), conversationId, command));
        }

        @Override
        public void close() throws Exception {
            for (ConversationProcess process : processes) {
                process.kill();
            }
            events.close();
        }
    }

    private static String seconds(List<Double> all) {
        return String.join(
                ", ",
                all.stream()
                        .map(one -> String.format(Locale.ROOT, "%.1f s", one))
                        .toList());
    }
}
