package io.parley.bench.layout;

import io.parley.bench.log.BenchLog;
import io.parley.servers.KafkaCluster;
import io.parley.servers.RealServers;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Times a send right after a commit beside others: by the number of partitions that the committed transaction wrote to,
 * and by the producer's wait before it tries again what a broker refused. One producer on three brokers, without any
 * application. The transaction before has to be at its end, with a marker in each of its partitions, before the next
 * may write.
 */
class FirstSendBenchmark {

    private static final String TOPIC = "partitions";
    private static final List<Integer> WRITTEN = List.of(1, 8, 32, 128);
    private static final int MOST = 128;
    private static final byte[] VALUE = new byte[200];
    private static final double MILLIS = 1e6;

    private final int transactions = Integer.getInteger("transactions", 100);
    private final int rounds = Integer.getInteger("rounds", 3);
    private final List<Integer> backoffs = Arrays.stream(
                    System.getProperty("retry-backoffs", "100,20").split(",", -1))
            .map(Integer::valueOf)
            .toList();
    private final PrintStream out = System.out;

    @TempDir
    private Path folder;

    /**
     * What is compared.
     *
     * @param written to how many partitions a transaction writes
     * @param backoffMillis {@code retry.backoff.ms} of the producer
     */
    private record Kind(int written, int backoffMillis) {}

    /** Holds times by kind of send, in ns. */
    private static final class Times {
        private final Histogram commit = new Histogram(3);
        private final Histogram first = new Histogram(3);
        private final Histogram newPartition = new Histogram(3);
        private final Histogram again = new Histogram(3);
    }

    @Test
    void measure() throws Exception {
        KafkaCluster cluster = RealServers.get().newCluster(folder);
        try (BenchLog log = new BenchLog(cluster)) {
            log.admin()
                    .createTopics(List.of(new NewTopic(TOPIC, MOST, (short) 3)))
                    .all()
                    .get();
            List<Kind> kinds = WRITTEN.stream()
                    .flatMap(written -> backoffs.stream().map(backoff -> new Kind(written, backoff)))
                    .toList();
            Map<Kind, Times> all = new LinkedHashMap<>();
            for (int round = 0; round <= rounds; round++) {
                for (Kind kind : kinds) {
                    // The first round warms up.
                    Times times = round == 0 ? new Times() : all.computeIfAbsent(kind, unknown -> new Times());
                    run(log.bootstrapServers(), kind, times);
                }
            }
            out.println("ms: p50, p99 of the call that commits; of the first send after it; of the first to another"
                    + " partition; of a second one to the same");
            all.forEach((kind, times) -> out.printf(
                    Locale.ROOT,
                    "| %d partitions, retry.backoff.ms=%d | %s | %s | %s | %s |%n",
                    kind.written(),
                    kind.backoffMillis(),
                    shown(times.commit),
                    shown(times.first),
                    shown(times.newPartition),
                    shown(times.again)));
        }
    }

    private void run(String bootstrapServers, Kind kind, Times times) throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "first-send-" + kind.written() + "-" + kind.backoffMillis(),
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                kind.backoffMillis(),
                ProducerConfig.LINGER_MS_CONFIG,
                0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int transaction = 0; transaction < transactions; transaction++) {
                producer.beginTransaction();
                Histogram first = transaction == 0 ? new Histogram(3) : times.first;
                time(producer, 0, first);
                time(producer, kind.written() > 1 ? 1 : 0, times.newPartition);
                time(producer, 0, times.again);
                fill(producer, kind.written());
                long began = System.nanoTime();
                producer.commitTransaction();
                times.commit.recordValue(System.nanoTime() - began);
            }
        }
    }

    private static void time(KafkaProducer<byte[], byte[]> producer, int partition, Histogram times) throws Exception {
        long began = System.nanoTime();
        producer.send(new ProducerRecord<>(TOPIC, partition, null, VALUE)).get();
        times.recordValue(System.nanoTime() - began);
    }

    private static void fill(KafkaProducer<byte[], byte[]> producer, int written) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        for (int partition = 2; partition < written; partition++) {
            sent.add(producer.send(new ProducerRecord<>(TOPIC, partition, null, VALUE)));
        }
        for (Future<?> one : sent) {
            one.get();
        }
    }

    private static String shown(Histogram nanos) {
        return String.format(
                Locale.ROOT,
                "%.1f, %.1f",
                nanos.getValueAtPercentile(50) / MILLIS,
                nanos.getValueAtPercentile(99) / MILLIS);
    }
}
