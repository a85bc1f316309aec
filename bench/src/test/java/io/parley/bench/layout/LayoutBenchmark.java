package io.parley.bench.layout;

import com.sun.management.OperatingSystemMXBean;
import io.parley.bench.compare.Comparison;
import io.parley.bench.layout.Transactions.Transaction;
import io.parley.bench.log.BenchLog;
import io.parley.schemas.CatalogueConfig;
import io.parley.servers.ChildProcesses;
import io.parley.servers.KafkaCluster;
import io.parley.servers.RealServers;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Measures what partitions of users cost on three brokers, with sessions on many gateways: markers and transaction log by commit,
 * the first records after a commit beside others, and a backlog that is there at once. Few and many partitions by
 * turns.
 *
 * <p>What is counted is read from a broker's files, in one copy of three, and doesn't depend on what else the machine
 * does. Times do.
 */
class LayoutBenchmark {

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final double MICROS = 1e3;

    private final List<Integer> userPartitions = Arrays.stream(
                    System.getProperty("user-partitions", "8,128").split(",", -1))
            .map(Integer::valueOf)
            .toList();

    /** As many for each thread as 256 are for 50. */
    private final int conversationPartitions = Integer.getInteger("conversation-partitions", 10);

    private final int gateways = Integer.getInteger("gateways", 20);
    private final int groups = Integer.getInteger("groups", 400);
    private final int members = Integer.getInteger("members", 10);
    private final int users = Integer.getInteger("users", 1_000);
    private final int rate = Integer.getInteger("rate", 60);
    private final int seconds = Integer.getInteger("seconds", 20);
    private final int backlog = Integer.getInteger("backlog", 10_000);
    private final int rounds = Integer.getInteger("rounds", 3);
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final PrintStream out = System.out;

    @TempDir
    private Path folder;

    @Test
    void measure() throws Exception {
        Path brokers = folder.resolve("brokers");
        KafkaCluster cluster = RealServers.get().newCluster(brokers);
        try (BenchLog log = new BenchLog(cluster)) {
            Segments segments = new Segments(cluster.broker(1).logDir(), log.admin());
            Comparison comparison = new Comparison(
                    "messages a commit",
                    "partitions written to in a transaction, each with a marker",
                    "of these: expansions",
                    "bytes of markers for each message",
                    "bytes of data and changelogs for each message",
                    "records in the transaction log a commit",
                    "bytes in the transaction log a commit",
                    "bytes in the transaction log for each message",
                    "ms from the decision to commit until all markers are written, p50",
                    "the same, p99",
                    "ms from a command until its expansions come: first of a transaction, p50",
                    "the same, p99",
                    "the same, first of its partition in a transaction, p50",
                    "the same, p99",
                    "the same, others, p50",
                    "the same, p99",
                    "CPU-µs of three brokers for each message",
                    "CPU-µs of the applications and this benchmark for each message",
                    "backlog: messages/s",
                    "backlog: partitions written to in a transaction",
                    "backlog: bytes in the transaction log a commit",
                    "backlog: ms that the oldest transaction was open",
                    "backlog: ms until all markers were written, longest",
                    "backlog: transactions aborted",
                    "backlog: threads that died");
            Groups all = new Groups(groups, members, users);
            for (int partitions : userPartitions) {
                Installation installation = installation(log, all, partitions);
                long began = System.nanoTime();
                installation.prepare(users);
                out.printf("%d partitions of users: ready after %.0f s%n", partitions, seconds(began));
                comparison.with(partitions + " partitions of users", () -> {
                    try (AutoCloseable running = installation.start()) {
                        double[] steady = steady(log, brokers, segments, installation);
                        double[] overload = overload(segments, installation);
                        double[] both = Arrays.copyOf(steady, steady.length + overload.length);
                        System.arraycopy(overload, 0, both, steady.length, overload.length);
                        return both;
                    }
                });
            }
            comparison.run(rounds, conditions(), out);
        }
    }

    private Map<String, Object> conditions() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("brokers", 3);
        conditions.put("partitions by conversation", conversationPartitions);
        conditions.put("gateways", gateways);
        conditions.put("groups", groups);
        conditions.put("members of each", members);
        conditions.put("users", users);
        conditions.put("messages/s", rate);
        conditions.put("seconds a turn", seconds);
        conditions.put("messages of the backlog", backlog);
        conditions.put("threads of conversation, user", gateways > 0 ? "2, 1" : "2, none");
        return conditions;
    }

    private Installation installation(BenchLog log, Groups all, int partitions) throws Exception {
        String prefix = "users-" + partitions + ".";
        CatalogueConfig catalogue =
                new CatalogueConfig(prefix, conversationPartitions, partitions, (short) 3, Duration.ofDays(1));
        return new Installation(log, all, folder.resolve(prefix + "state"), catalogue, gateways);
    }

    private double[] steady(BenchLog log, Path brokers, Segments segments, Installation installation) throws Exception {
        String prefix = installation.topics().config().prefix();
        installation.pass((int) (rate * WARM_UP.toSeconds()), rate);
        Segments.Ends from = ends(segments, prefix);
        long own = process.getProcessCpuTime();
        long theirs = cpuNanos(brokers);
        int messages = rate * seconds;
        FirstOfTransaction firsts;
        Segments.Ends to;
        try (Tail tail =
                new Tail(log.bootstrapServers(), List.of(installation.topics().expansions()))) {
            installation.pass(messages, rate);
            own = process.getProcessCpuTime() - own;
            theirs = cpuNanos(brokers) - theirs;
            to = ends(segments, prefix);
            firsts = new FirstOfTransaction(segments, from, to, tail.arrivals());
        }
        Map<String, Appended> appended = segments.appended(from, to);
        show(appended);
        Appended transactionLog = appended.get(Topic.TRANSACTION_STATE_TOPIC_NAME);
        Appended rest = appended.values().stream().reduce(Appended.NOTHING, Appended::and);
        Transactions transactions = new Transactions(segments, from, to, prefix);
        List<Transaction> ended = transactions.ended();
        double commits = ended.size();
        long ofExpansions =
                appended.get(installation.topics().expansions().name()).markers();
        return new double[] {
            messages / commits,
            mean(ended, Transaction::partitions),
            ofExpansions / commits,
            (double) rest.markerBytes() / messages,
            (double) (rest.bytes() - transactionLog.bytes()) / messages,
            transactions.records() / commits,
            transactionLog.bytes() / commits,
            (double) transactionLog.bytes() / messages,
            percentile(ended, Transaction::endMillis, 50),
            percentile(ended, Transaction::endMillis, 99),
            firsts.ofTransaction().getValueAtPercentile(50),
            firsts.ofTransaction().getValueAtPercentile(99),
            firsts.ofPartition().getValueAtPercentile(50),
            firsts.ofPartition().getValueAtPercentile(99),
            firsts.others().getValueAtPercentile(50),
            firsts.others().getValueAtPercentile(99),
            theirs / MICROS / messages,
            own / MICROS / messages
        };
    }

    private double[] overload(Segments segments, Installation installation) throws Exception {
        String prefix = installation.topics().config().prefix();
        double died = installation.threadsReplaced();
        Segments.Ends from = ends(segments, prefix);
        long began = System.nanoTime();
        installation.pass(backlog, 0);
        double took = seconds(began);
        Segments.Ends to = ends(segments, prefix);
        List<Transaction> ended = new Transactions(segments, from, to, prefix).ended();
        Appended transactionLog = segments.appended(from, to).get(Topic.TRANSACTION_STATE_TOPIC_NAME);
        return new double[] {
            backlog / took,
            mean(ended, Transaction::partitions),
            (double) transactionLog.bytes() / ended.size(),
            percentile(ended, Transaction::openMillis, 100),
            percentile(ended, Transaction::endMillis, 100),
            ended.stream().filter(one -> !one.committed()).count(),
            installation.threadsReplaced() - died
        };
    }

    /** Looks at all that the installation writes to: its own topics, and those of the brokers. */
    private static Segments.Ends ends(Segments segments, String prefix) throws Exception {
        return segments.ends(topic -> topic.startsWith(prefix) || topic.startsWith("__"));
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private void show(Map<String, Appended> appended) {
        appended.forEach((topic, what) -> out.printf(
                "    %-64s %8d records %10d bytes %8d markers %8d bytes%n",
                topic, what.records(), what.bytes(), what.markers(), what.markerBytes()));
    }

    private static long cpuNanos(Path brokers) {
        return ChildProcesses.runningIn(brokers).values().stream()
                .mapToLong(broker ->
                        broker.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    private static double mean(List<Transaction> all, ToLongFunction<Transaction> figure) {
        return all.stream().mapToLong(figure).average().orElse(0);
    }

    private static double percentile(List<Transaction> all, ToLongFunction<Transaction> figure, int percent) {
        long[] sorted = all.stream().mapToLong(figure).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
