package io.parley.topologies.notify;

import io.parley.avro.PushOutcome;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.PushReason;
import io.parley.schemas.Topics;
import io.parley.schemas.UserId;
import io.parley.topologies.notify.device.Breaker;
import io.parley.topologies.notify.device.UserDevices;
import io.parley.topologies.parts.Alarm;
import io.parley.topologies.parts.Placement;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops tokens that providers say are over, unless they were registered again since, and those that providers don't
 * know, unless there are too many ({@link Breaker}). Other outcomes, its own application's among them, change nothing.
 */
final class AnswerProcessor extends ContextualProcessor<String, PushOutcome, String, NotifyOutput> {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerProcessor.class);

    private final Topics topics;
    private final NotifyConfig config;
    private Breaker breaker;
    private Placement placement;
    private DeviceStore devices;
    private Alarm alarm;

    AnswerProcessor(Topics topics, NotifyConfig config) {
        this.topics = topics;
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, NotifyOutput> context) {
        super.init(context);
        placement = Placement.of(topics.pushOutcomes(), context);
        devices = DeviceStore.in(context);
        breaker = new Breaker(config.badTokens());
        alarm = new Alarm(context, this::wake);
    }

    @Override
    public void process(Record<String, PushOutcome> record) {
        PushOutcome outcome = record.value();
        if (outcome == null || !isOfDevice(outcome)) {
            return;
        }
        placement.require(outcome.getUserId());
        DeviceKey key = new DeviceKey(outcome.getUserId(), outcome.getPlatform(), outcome.getToken());
        long atMs = outcome.getAt().toEpochMilli();
        PushReason.find(outcome.getReason()).ifPresent(reason -> {
            switch (reason) {
                case SENT, REFUSED -> breaker.answered(key.platform());
                case GONE -> {
                    breaker.answered(key.platform());
                    drop(key, atMs, reason);
                }
                case BAD_TOKEN -> {
                    long nowMs = context().currentSystemTimeMs();
                    breaker.suspect(new Breaker.Suspect(key, atMs), nowMs);
                    alarm.setFor(breaker.dueMs(), nowMs);
                }
                default -> {}
            }
        });
    }

    private static boolean isOfDevice(PushOutcome outcome) {
        return UserId.isValid(outcome.getUserId())
                && outcome.getPlatform() != null
                && outcome.getToken() != null
                && !outcome.getToken().isEmpty();
    }

    private void wake(long nowMs) {
        Breaker.Verdict verdict = breaker.end();
        verdict.dropped().forEach(suspect -> drop(suspect.key(), suspect.atMs(), PushReason.BAD_TOKEN));
        verdict.kept()
                .forEach((platform, tokens) -> LOG.error(
                        "{}: {} tokens are unknown to the provider, too many for a fault of theirs: none is dropped"
                                + " (expected: the app's own name, key and environment in the settings)",
                        platform,
                        tokens));
    }

    private void drop(DeviceKey key, long atMs, PushReason reason) {
        UserDevices known = devices.of(key.userId());
        UserDevices now = known.isLive(key) ? known.lost(key, atMs, reason) : known;
        if (now != known) {
            devices.put(key.userId(), now);
            context().forward(new NotifyOutput.Tombstone(key, atMs).at(context().currentSystemTimeMs()));
        }
    }
}
