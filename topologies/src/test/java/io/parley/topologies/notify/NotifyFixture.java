package io.parley.topologies.notify;

import io.parley.avro.Device;
import io.parley.avro.DeviceSend;
import io.parley.avro.Platform;
import io.parley.avro.Push;
import io.parley.avro.PushOutcome;
import io.parley.avro.TextMode;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.PushReason;
import io.parley.schemas.Topics;
import io.parley.topologies.Applications;
import io.parley.topologies.testkit.PipelineFixture;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The application notify alone, with a task for each partition, users and tokens spread over them. */
final class NotifyFixture implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private final PipelineFixture pipeline;
    private int sendsRead;
    private int outcomesRead;

    NotifyFixture(Map<String, String> settings) {
        pipeline = new PipelineFixture(PARTITIONS, settings, Applications.NOTIFY);
    }

    /** Registers a device, and returns the log's time of that. */
    Instant register(String userId, Platform platform, String token) {
        return device(new Device(userId, platform, token, false, null, TextMode.FULL, null));
    }

    Instant remove(String userId, Platform platform, String token) {
        return device(new Device(userId, platform, token, true, null, TextMode.FULL, null));
    }

    Instant device(Device device) {
        Instant at = pipeline.now();
        pipeline.put(topics().devices(), DeviceKey.of(device).toString(), device);
        return at;
    }

    /** Writes a push, and returns the time of its record. */
    Instant push(Push push) {
        Instant at = pipeline.now();
        pipeline.put(topics().pushes(), push.getUserId(), push);
        return at;
    }

    /** Writes a provider's answer about a token. */
    void answer(String userId, Platform platform, String token, PushReason reason, Instant at) {
        pipeline.put(
                topics().pushOutcomes(),
                userId,
                PushOutcome.newBuilder()
                        .setUserId(userId)
                        .setPlatform(platform)
                        .setToken(token)
                        .setReason(reason.wireName())
                        .setAt(at)
                        .build());
    }

    void pass(Duration time) {
        pipeline.pass(time);
    }

    void commit() {
        pipeline.pass(Duration.ZERO);
    }

    void withhold() {
        pipeline.withhold(Applications.NOTIFY);
    }

    boolean crash(RandomGenerator random) {
        return pipeline.crash(Applications.NOTIFY, random);
    }

    void restart() {
        pipeline.restart(Applications.NOTIFY, 0);
    }

    /** The committed notifications that were not read yet, in the order of their partitions. */
    List<DeviceSend> sends() {
        List<DeviceSend> all = pipeline.values(topics().sends());
        List<DeviceSend> unread = all.subList(sendsRead, all.size());
        sendsRead = all.size();
        return unread;
    }

    /** The committed outcomes that were not read yet. */
    List<PushOutcome> outcomes() {
        List<PushOutcome> all = pipeline.values(topics().pushOutcomes());
        List<PushOutcome> unread = all.subList(outcomesRead, all.size());
        outcomesRead = all.size();
        return unread;
    }

    /** The reasons of {@link #outcomes}, with their sequences. */
    List<String> reasons() {
        return outcomes().stream()
                .map(outcome -> outcome.getSequence() + " " + outcome.getReason())
                .toList();
    }

    List<TestRecord<String, Device>> devices() {
        return pipeline.records(topics().devices());
    }

    Instant now() {
        return pipeline.now();
    }

    Topics topics() {
        return pipeline.topics();
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
