package io.parley.topologies;

import io.parley.avro.Device;
import io.parley.avro.DeviceSend;
import io.parley.avro.Platform;
import io.parley.avro.Push;
import io.parley.avro.PushOutcome;
import io.parley.avro.TextMode;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.Topics;
import io.parley.topologies.notify.EveryPushHasAnEnd;
import io.parley.topologies.notify.OrderOnDevice;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application notify as a process on a real broker and registry, killed while pushes wait for their turn. */
class NotifyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> USERS =
            IntStream.range(0, 8).mapToObj(number -> "user-" + number).toList();
    private static final int ROUNDS = 30;

    private final EveryPushHasAnEnd ends = new EveryPushHasAnEnd();
    private int pushes;

    @TempDir
    Path folder;

    @Test
    void shouldEndEveryPushOnceWhenItIsKilledWhilePushesWait() throws Exception {
        try (RealTopics topics = new RealTopics("killed-notify.");
                RealGateway writer = new RealGateway(topics, "gw-1", 1);
                RealTopics.Reader<DeviceSend> sends =
                        topics.read(topics.topics().sends());
                RealTopics.Reader<PushOutcome> outcomes =
                        topics.read(topics.topics().pushOutcomes())) {
            // Given
            try (ChildProcess first = ChildProcess.start("notify", folder, settings(topics, "first"))
                    .awaitReady()) {
                USERS.forEach(user -> register(writer, topics.topics(), user, "of " + user));
                for (int round = 1; round <= ROUNDS; round++) {
                    push(writer, topics.topics(), round);
                }
                await().atMost(PATIENCE).until(() -> sends.poll().size() >= USERS.size());

                // When
                first.kill();
            }
            for (int round = ROUNDS + 1; round <= 2 * ROUNDS; round++) {
                push(writer, topics.topics(), round);
            }
            // And when its disk is gone
            try (ChildProcess second = ChildProcess.start("notify", folder, settings(topics, "second"))) {
                await().atMost(PATIENCE)
                        .until(() -> sends.poll().size() + outcomes.poll().size() >= pushes);
                second.terminate();
                assertThat(second.awaitExit()).isEqualTo(143);
            }

            // Then
            OrderOnDevice order = new OrderOnDevice();
            sends.poll().forEach(record -> {
                assertThat(record.partition()).isEqualTo(topics.topics().sends().partitionOf(record.key()));
                order.check(record.value());
                ends.sent(record.value());
            });
            outcomes.poll().forEach(record -> ends.ended(record.value()));
            ends.checkComplete();
            assertThat(sends.values())
                    .filteredOn(send -> send.getSequence() == 2 * ROUNDS)
                    .extracting(DeviceSend::getUserId)
                    .containsExactlyInAnyOrderElementsOf(USERS);
        }
    }

    @Test
    void shouldTakeATokenFromAUserInAnotherPartition() throws Exception {
        try (RealTopics topics = new RealTopics("token-owners.");
                RealGateway writer = new RealGateway(topics, "gw-1", 1);
                RealTopics.Reader<Device> devices = topics.read(topics.topics().devices());
                RealTopics.Reader<DeviceSend> sends =
                        topics.read(topics.topics().sends());
                RealTopics.Reader<PushOutcome> outcomes =
                        topics.read(topics.topics().pushOutcomes());
                ChildProcess notify = ChildProcess.start("notify", folder, settings(topics, "owners"))
                        .awaitReady()) {
            // Given
            assertThat(notify.isReady()).isTrue();
            register(writer, topics.topics(), USERS.get(0), "shared");
            for (String user : USERS) {
                // When
                register(writer, topics.topics(), user, "shared");
            }
            await().atMost(PATIENCE).until(() -> outcomes.poll().size() == USERS.size() - 1);
            push(writer, topics.topics(), 1);

            // Then
            await().atMost(PATIENCE)
                    .until(() -> sends.poll().size() == 1 && outcomes.poll().size() == 2 * (USERS.size() - 1));
            assertThat(sends.values()).extracting(DeviceSend::getUserId).containsExactly(USERS.get(USERS.size() - 1));
            assertThat(outcomes.values()).extracting(PushOutcome::getReason).containsOnly("former-owner");
            List<ConsumerRecord<String, Device>> tombstones = devices.poll().stream()
                    .filter(record -> record.value() == null)
                    .toList();
            assertThat(tombstones)
                    .hasSize(USERS.size() - 1)
                    .allSatisfy(record -> assertThat(record.partition())
                            .isEqualTo(topics.topics()
                                    .devices()
                                    .partitionOf(DeviceKey.parse(record.key())
                                            .orElseThrow()
                                            .userId())));
        }
    }

    private void register(RealGateway writer, Topics topics, String userId, String token) {
        Device device = new Device(userId, Platform.FCM, token, false, null, TextMode.FULL, null);
        writer.put(topics.devices(), DeviceKey.of(device).toString(), device);
    }

    /** Writes a push for each user, about the next message of one conversation. */
    private void push(RealGateway writer, Topics topics, long sequence) {
        for (String user : USERS) {
            Push push = new Push(user, "c", sequence, "dan", null, "message " + sequence, 1);
            writer.put(topics.pushes(), user, push);
            ends.pushed(push);
            pushes++;
        }
    }

    private Map<String, String> settings(RealTopics topics, String state) {
        Map<String, String> settings =
                new HashMap<>(topics.settings(folder.resolve(state).toString()));
        settings.put("notify.pace", "2s");
        return settings;
    }
}
