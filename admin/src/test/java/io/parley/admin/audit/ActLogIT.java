package io.parley.admin.audit;

import io.parley.admin.access.Caller;
import io.parley.admin.access.Role;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.CurrentSuspensions;
import io.parley.admin.act.ReadEvents;
import io.parley.admin.cli.AuditCommand;
import io.parley.admin.log.AdminClients;
import io.parley.avro.AuditRecord;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.ConversationId;
import io.parley.schemas.Topics;
import io.parley.schemas.UserId;
import io.parley.servers.RealServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The audit chain on a real broker and registry, with several processes that write it and with those who tamper. */
class ActLogIT {

    private static final Caller ANN = new Caller("ann", Set.of(Role.OPERATOR), "127.0.0.1");
    private static final Act READING = new ReadEvents(
            ConversationId.parse("0b8f6c1e-7a55-4d0e-9c1a-3f5b2f0a6d11"), OptionalLong.empty(), 50, "case 17");
    private static final int MOST = 100;

    private final RealServers servers = RealServers.get();
    private final CatalogueConfig catalogue =
            new CatalogueConfig("audit-it-" + UUID.randomUUID() + ".", 1, 1, (short) 1, Duration.ofDays(1));
    private final Topics topics = new Topics(catalogue);
    private final AvroSerdes serdes = new AvroSerdes(new HttpSchemaRegistry(RegistryConfig.of(servers.registryUrl())));
    private final List<ActLog> logs = new ArrayList<>();

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(
                            topics.audit().toNewTopic(), topics.suspensions().toNewTopic()))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void close() {
        logs.forEach(ActLog::close);
    }

    @Test
    void shouldChainWhatOneProcessWrites() throws Exception {
        // Given
        ActLog log = log();

        // When
        ChainHead first = suspend(log, "alice");
        ChainHead second = suspend(log, "bob");

        // Then
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(verify()).contains("whole, 2 records; head " + second);
        String reason =
                log.ask(now -> now.find("user:alice").orElseThrow().suspension().getReason());
        assertThat(reason).isEqualTo("spam");
    }

    @Test
    void shouldNotForkWhenTwoProcessesWriteByTurnsOrAtOnce() throws Exception {
        // Given
        List<ActLog> two = List.of(log(), log());
        for (int i = 0; i < 3; i++) {
            suspend(two.get(i % 2), "user-" + i);
        }

        // When
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Integer>> all = new ArrayList<>();
        for (ActLog each : two) {
            all.add(threads.submit(() -> {
                int written = 0;
                for (int i = 0; i < 10; i++) {
                    try {
                        suspend(each, "user-" + i);
                        written++;
                    } catch (ActRefusedException e) {
                        assertThat(e.kind()).isEqualTo(ActRefusedException.Kind.UNAVAILABLE);
                    }
                }
                return written;
            }));
        }
        int written = 3;
        for (Future<Integer> each : all) {
            written += each.get(2, TimeUnit.MINUTES);
        }
        threads.shutdown();

        // Then
        assertThat(written).isGreaterThan(3);
        assertThat(verify()).contains("whole, " + written + " records");
    }

    @Test
    void shouldWriteActsThatWaitTogetherInOneTransaction() throws Exception {
        // Given
        int together = 20;
        ActLog log = log();
        suspend(log, "alice");
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        Thread holder = new Thread(() -> hold(log, locked, queued));
        holder.start();
        locked.await();
        List<FutureTask<ChainHead>> acts = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            FutureTask<ChainHead> act = new FutureTask<>(() -> log.append(READING, ANN));
            acts.add(act);
            threads.add(new Thread(act));
        }

        // When
        threads.forEach(Thread::start);
        await().until(() -> threads.stream().allMatch(each -> each.getState() == Thread.State.BLOCKED));
        queued.countDown();

        // Then
        Set<Long> sequences = new HashSet<>();
        for (FutureTask<ChainHead> act : acts) {
            sequences.add(act.get(1, TimeUnit.MINUTES).sequence());
        }
        assertThat(sequences)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, together + 1).boxed().toList());
        assertThat(verify()).contains("whole, " + (together + 1) + " records");
        // Each transaction ends with a marker of its own.
        assertThat(endOfAudit()).isEqualTo(together + 1 + 2);
    }

    @Test
    void shouldRefuseAllActsThatWaitTogetherWhenTheRecordCanNotBeWritten() throws Exception {
        // Given
        ActLog log = log();
        suspend(log, "alice");
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topics.audit().name())).all().get(30, TimeUnit.SECONDS);
        }

        // Then
        assertThatThrownBy(() -> log.append(READING, ANN))
                .isInstanceOfSatisfying(
                        ActRefusedException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(ActRefusedException.Kind.UNAVAILABLE));
    }

    @Test
    void shouldWriteNothingWhenAnActIsRefused() throws Exception {
        // Given
        ActLog log = log();
        suspend(log, "alice");

        // When
        assertThatThrownBy(() -> log.write(new Act.Resume(new UserId("bob"), "appeal"), ANN, now -> {
                    throw new ActRefusedException(ActRefusedException.Kind.NOT_FOUND, "not suspended");
                }))
                .isInstanceOf(ActRefusedException.class);

        // Then
        assertThat(verify()).contains("whole, 1 record;");
    }

    @Test
    void shouldRefuseMoreSuspensionsThanThereMayBeAndStillTakeSomeBack() throws Exception {
        // Given
        ActLog log = log(1);
        suspend(log, "alice");

        // Then
        assertThatThrownBy(() -> suspend(log, "bob")).hasMessageContaining("admin.max-suspensions");
        suspend(log, "alice");
        log.write(new Act.Resume(new UserId("alice"), "appeal"), ANN, now -> {});
        suspend(log, "bob");
        assertThat(verify()).contains("whole, 4 records");
    }

    @Test
    void shouldTakeWhatHasRunOutOutOfTheTopic() throws Exception {
        // Given
        ActLog log = log();
        suspend(log, "alice");
        log.write(new Act.EndToken("t", Instant.now().minusSeconds(1), "leaked"), ANN, now -> {});
        log.write(new Act.SignOut(new UserId("bob"), Instant.now().minus(Duration.ofDays(2)), "lost"), ANN, now -> {});

        // When
        log.clean(Duration.ofDays(1));

        // Then
        List<String> left = log.ask(now ->
                now.after("", MOST).stream().map(CurrentSuspensions.Entry::key).toList());
        assertThat(left).containsExactly("user:alice");
        assertThat(verify()).contains("whole, 3 records");
    }

    @Test
    void shouldRefuseAnActWhenTheAuditRecordCanNotBeWritten() throws Exception {
        // Given
        ActLog log = log();
        suspend(log, "alice");
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topics.audit().name())).all().get(30, TimeUnit.SECONDS);
        }

        // Then
        assertThatThrownBy(() -> suspend(log, "bob"))
                .isInstanceOfSatisfying(
                        ActRefusedException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(ActRefusedException.Kind.UNAVAILABLE));
        boolean suspended = log.ask(now -> now.find("user:bob").isPresent());
        assertThat(suspended).isFalse();
    }

    @Test
    void shouldFindARecordThatSomebodyElseHasAppended() throws Exception {
        // Given
        ActLog log = log();
        ChainHead first = suspend(log, "alice");
        ChainHead second = suspend(log, "bob");

        // When
        append(record(2, first.digest(), "mallory"));
        append("rubbish".getBytes(StandardCharsets.UTF_8));
        append(record(4, second.digest(), "mallory"));

        // Then
        assertThat(verify())
                .contains("fork at offset ", "unreadable at offset ", "gap at offset ", "BROKEN, 4 records");
    }

    @Test
    void shouldMissRecordsThatWereDeletedFromEitherEnd() throws Exception {
        // Given
        ActLog log = log();
        suspend(log, "alice");
        ChainHead second = suspend(log, "bob");
        TopicPartition partition = new TopicPartition(topics.audit().name(), 0);

        // When
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }

        // Then
        assertThat(verify()).contains("gap at offset ", "BROKEN, 2 records");
        assertThat(verify("--head", second.toString())).doesNotContain("is not in the chain");
        ChainHead lost = new ChainHead(3, second.digest());
        assertThat(verify("--head", lost.toString())).contains("the head " + lost + " is not in the chain");
    }

    private ActLog log() {
        return log(MOST);
    }

    private ActLog log(int most) {
        ActLog log = new ActLog(
                new AdminClients(Brokers.at(servers.bootstrapServers()), catalogue.prefix()),
                topics,
                serdes,
                most,
                Clock.systemUTC());
        logs.add(log);
        return log;
    }

    private static void hold(ActLog log, CountDownLatch locked, CountDownLatch until) {
        try {
            boolean unused = log.ask(now -> {
                locked.countDown();
                try {
                    return until.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (ActRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long endOfAudit() throws Exception {
        TopicPartition partition = new TopicPartition(topics.audit().name(), 0);
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(30, TimeUnit.SECONDS)
                    .offset();
        }
    }

    private static ChainHead suspend(ActLog log, String user) throws ActRefusedException {
        return log.write(new Act.Suspend(new UserId(user), Optional.empty(), "spam"), ANN, now -> {});
    }

    private byte[] record(long sequence, Digest previous, String actor) {
        return serdes.value(topics.audit())
                .serializer()
                .serialize(
                        topics.audit().name(),
                        new AuditRecord(
                                sequence,
                                ByteBuffer.wrap(previous.bytes()),
                                Instant.now(),
                                actor,
                                "operator",
                                "127.0.0.1",
                                "suspend",
                                "user:alice",
                                "spam",
                                Map.of()));
    }

    private void append(byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.audit().name(), 0, new byte[0], value))
                    .get();
        }
    }

    /** What {@code parley audit verify} prints. */
    private String verify(String... options) {
        StringWriter printed = new StringWriter();
        CommandLine line = new CommandLine(AuditCommand.all(Map.of(
                        "PARLEY_KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers(),
                        "PARLEY_REGISTRY_URL", servers.registryUrl(),
                        "PARLEY_TOPICS_PREFIX", catalogue.prefix()))
                .get("verify"));
        line.setOut(new PrintWriter(printed));
        int code = line.execute(options);
        assertThat(code).isEqualTo(printed.toString().contains("whole") ? 0 : 1);
        return printed.toString();
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()));
    }
}
