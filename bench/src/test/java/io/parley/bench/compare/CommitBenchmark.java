package io.parley.bench.compare;

import com.sun.management.OperatingSystemMXBean;
import io.parley.bench.log.BenchLog;
import io.parley.bench.log.LogReader;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Delivery ahead of the commit of conversations beside delivery after it: the same messages at the same rate, on one
 * broker, one way after the other. Latency counts from when a command is due in the log until its delivery has been
 * read by whoever reads as a gateway does; a schedule that waits for nobody says when that is.
 */
class CommitBenchmark {

    private static final String AHEAD_OF_COMMIT = "streams.ahead-of-commit";
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;
    private static final double MILLIS = 1e6;

    private final int rate = Integer.getInteger("rate", 250);
    private final int conversations = Integer.getInteger("conversations", 200);
    private final int seconds = Integer.getInteger("seconds", 20);
    private final int rounds = Integer.getInteger("rounds", 5);
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private int next;

    @TempDir
    private Path folder;

    @Test
    void measure() throws Exception {
        try (BenchLog log = new BenchLog(folder.resolve("broker"))) {
            Chats chats = new Chats(conversations);
            PipelineCourse after = course(log, chats, false);
            PipelineCourse ahead = course(log, chats, true);

            Map<String, Object> conditions = new LinkedHashMap<>();
            conditions.put("messages/s", rate);
            conditions.put("seconds a turn", seconds);
            conditions.put("direct conversations", conversations);
            conditions.put("bytes of a body", Chats.BODY_BYTES);
            conditions.put("partitions", Chats.PARTITIONS);
            conditions.put("threads of each application", 1);
            new Comparison(
                            "p50 in ms, from due until delivered",
                            "p99 in ms, from due until delivered",
                            "CPU-µs of all for each message")
                    .with("read committed: after the commit", () -> run(log, after))
                    .with("read uncommitted: ahead of the commit", () -> run(log, ahead))
                    .run(rounds, conditions, System.out);
        }
    }

    private PipelineCourse course(BenchLog log, Chats chats, boolean ahead) throws Exception {
        String name = ahead ? "ahead." : "after.";
        return new PipelineCourse(
                log, chats, folder.resolve(name), name, Map.of(AHEAD_OF_COMMIT, Boolean.toString(ahead)));
    }

    private double[] run(BenchLog log, PipelineCourse course) throws Exception {
        try (LogReader end = course.end();
                AutoCloseable running = course.start()) {
            pass(log, end, course, (int) (rate * WARM_UP.toSeconds()));
            long cpu = process.getProcessCpuTime();
            Histogram latencies = pass(log, end, course, rate * seconds);
            cpu = process.getProcessCpuTime() - cpu;
            return new double[] {
                latencies.getValueAtPercentile(50) / MILLIS,
                latencies.getValueAtPercentile(99) / MILLIS,
                cpu / MICROS / (rate * seconds)
            };
        }
    }

    private Histogram pass(BenchLog log, LogReader end, PipelineCourse course, int messages) {
        int first = next;
        next += messages;
        List<ProducerRecord<byte[], byte[]>> in =
                IntStream.range(first, next).mapToObj(course::message).toList();
        int out = IntStream.range(first, next).map(course::records).sum();
        Histogram latencies = new Histogram(3);
        long began = System.nanoTime();
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(log, in, began));
        end.each(out, value -> {
            int number = course.number(value).orElseThrow(() -> new IllegalStateException("what is no message"));
            latencies.recordValue(System.nanoTime() - due(began, number - first));
        });
        sent.join();
        return latencies;
    }

    private void send(BenchLog log, List<ProducerRecord<byte[], byte[]>> records, long began) {
        for (int record = 0; record < records.size(); record++) {
            long wait;
            while ((wait = due(began, record) - System.nanoTime()) > 0) {
                LockSupport.parkNanos(Math.min(wait, TimeUnit.MILLISECONDS.toNanos(10)));
            }
            log.send(records.get(record));
        }
        log.flush();
    }

    private long due(long began, int message) {
        return began + (long) (message * NANOS / rate);
    }
}
