package io.parley.bench.topologies;

import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Send;
import io.parley.bench.log.BenchLog;
import io.parley.bench.log.Records;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.Applications;
import io.parley.topologies.StreamsApplication;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long the conversation application takes until it decides again, with many conversations in its store: from its
 * own state on disk, and with that gone, from the changelog. And what a conversation and a message leave in the
 * changelog.
 *
 * <p>On a broker of its own in this process; a probe is sent right after the start, and its event ends the measurement.
 */
class ConversationRestartBenchmark {

    private static final int PARTITIONS = 4;
    private static final int MEMBERS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final int conversations = Integer.getInteger("conversations", 1_000_000);
    private final int messages = Integer.getInteger("messages", 200_000);
    private final PrintStream out = System.out;
    private final Topics topics =
            new Topics(new CatalogueConfig("bench.", PARTITIONS, PARTITIONS, (short) 1, Duration.ofDays(1)));
    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final Records records = new Records(registry);
    private BenchLog log;

    @TempDir
    private Path folder;

    @BeforeEach
    void startBroker() throws Exception {
        log = new BenchLog(folder.resolve("broker"));
        log.create(topics.all());
    }

    @AfterEach
    void stopBroker() {
        log.close();
    }

    /** Fills the store, then stops and starts the application with and without its state. */
    @Test
    void measure() throws Exception {
        try (StreamsApplication conversation = start()) {
            long began = System.nanoTime();
            IntStream.range(0, conversations).forEach(number -> append(create(number)));
            awaitEvents(conversations);
            report("created", conversations, began);
            long changelog = records(changelog());
            long bytes = bytesOnDisk(changelog());
            out.printf("  changelog: %d records, %d bytes%n", changelog, bytes);
            began = System.nanoTime();
            IntStream.range(0, messages).forEach(number -> append(send(number)));
            awaitEvents((long) conversations + messages);
            report("sent", messages, began);
            out.printf(
                    "  changelog a message: %.2f records, %.0f bytes%n",
                    (double) (records(changelog()) - changelog) / messages,
                    (double) (bytesOnDisk(changelog()) - bytes) / messages);
        }
        out.printf("state on disk: %d MB%n", bytesIn(folder.resolve("state")) >> 20);
        long events = (long) conversations + messages;
        restart("warm, from its own state", ++events);
        deleteAll(folder.resolve("state"));
        restart("cold, from the changelog", ++events);
        restart("warm again", ++events);
    }

    private void restart(String how, long events) throws Exception {
        long began = System.nanoTime();
        append(send(Math.toIntExact(events)));
        try (StreamsApplication conversation = start()) {
            awaitEvents(events);
            out.printf("restart, %s: %.1f s until the first event%n", how, seconds(began));
        }
    }

    private StreamsApplication start() throws InterruptedException {
        return log.start(
                Applications.CONVERSATION,
                topics,
                registry,
                folder.resolve("state"),
                Map.of("streams.group-instance-id", "bench"));
    }

    private Command create(int number) {
        List<String> members = IntStream.rangeClosed(1, MEMBERS)
                .mapToObj(member -> "user-" + (number + member))
                .toList();
        return new Command(
                conversationId(number),
                "user-" + number,
                "create",
                new Create(ConversationKind.GROUP, members, "A group"),
                false,
                null);
    }

    private Command send(int number) {
        int conversation = number % conversations;
        Send body = Send.newBuilder().setContent("x".repeat(100)).build();
        return new Command(
                conversationId(conversation),
                "user-" + conversation,
                new UUID(number, number).toString(),
                body,
                false,
                null);
    }

    private static String conversationId(int number) {
        SplittableRandom random = new SplittableRandom(number);
        long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private void append(Command command) {
        log.send(records.of(topics.commands(), command.getConversationId(), command));
    }

    /** Waits until so many events were written; each transaction's end is a record too, hence counted off by time. */
    private void awaitEvents(long events) {
        log.flush();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long committed;
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            committed = processed();
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("only " + committed + " of " + events + " after " + PATIENCE);
            }
        } while (committed < events);
    }

    /** Input is committed with the output, so what the group has committed has been decided. */
    private long processed() {
        try {
            return log
                    .admin()
                    .listConsumerGroupOffsets("bench.conversation")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String changelog() throws ExecutionException, InterruptedException {
        return log.admin().listTopics().names().get().stream()
                .filter(name -> name.equals("bench.conversation-conversation-state-changelog"))
                .findFirst()
                .orElseThrow();
    }

    private long records(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return log.admin().listOffsets(ends).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private long bytesOnDisk(String topic) throws ExecutionException, InterruptedException {
        return log.admin().describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                .flatMap(dirs -> dirs.values().stream())
                .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(topic))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    private static long bytesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(ConversationRestartBenchmark::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void report(String what, int count, long began) {
        out.printf("%s %d in %.1f s: %.0f a second%n", what, count, seconds(began), count / seconds(began));
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
