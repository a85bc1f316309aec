package io.parley.admin.audit;

import io.parley.admin.access.Caller;
import io.parley.admin.access.Role;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.ActRefusedException.Kind;
import io.parley.admin.act.CurrentSuspensions;
import io.parley.admin.act.SuspensionChange;
import io.parley.admin.log.AdminClients;
import io.parley.avro.AuditRecord;
import io.parley.avro.Suspension;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.SuspensionKey;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Writes acts: the audit record and the change that it is about in one transaction, so that neither is there without the
 * other. Blocks; one act at a time.
 *
 * <p>Several admin processes may run. They share one transactional id: one that writes after another takes it over, which
 * ends what the other had under way, reads the chain on to its end, and continues it there. One that was fenced does the
 * same, a few times at most. So the chain can't fork, even if one stops or freezes in between.
 */
public final class ActLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 4;
    private static final long NOTHING = -1;

    private final AdminClients clients;
    private final String auditTopic;
    private final String suspensionsTopic;
    private final Serializer<AuditRecord> audits;
    private final Serializer<Suspension> changes;
    private final AuditTopic audit;
    private final CurrentSuspensions suspensions;
    private final int mostSuspensions;
    private final Clock clock;
    private Producer<byte[], byte[]> producer;
    private long lastAudit = NOTHING;
    private long lastChange = NOTHING;
    private int reported;

    /** Decides whether an act can be done as things are. */
    @FunctionalInterface
    public interface Condition {

        void check(CurrentSuspensions now) throws ActRefusedException;
    }

    /** Reads within the lock. */
    @FunctionalInterface
    public interface Question<T> {

        T ask(CurrentSuspensions now);
    }

    /** @param mostSuspensions that there may be: each gateway keeps all of them in memory */
    public ActLog(AdminClients clients, Topics topics, AvroSerdes serdes, int mostSuspensions, Clock clock) {
        this.clients = clients;
        this.auditTopic = topics.audit().name();
        this.suspensionsTopic = topics.suspensions().name();
        serdes.register(topics.audit());
        serdes.register(topics.suspensions());
        this.audits = serdes.value(topics.audit()).serializer();
        this.changes = serdes.value(topics.suspensions()).serializer();
        this.audit = new AuditTopic(
                clients.tail(auditTopic), serdes.value(topics.audit()).deserializer(), Optional.empty());
        this.suspensions = new CurrentSuspensions(
                clients.tail(suspensionsTopic),
                serdes.value(topics.suspensions()).deserializer());
        this.mostSuspensions = mostSuspensions;
        this.clock = clock;
    }

    /**
     * Writes an act, when the condition holds.
     *
     * @return where the chain has come to with it
     * @throws ActRefusedException if the condition doesn't hold, or the log doesn't take it
     */
    public synchronized ChainHead write(Act act, Caller caller, Condition condition) throws ActRefusedException {
        return attempt(() -> {
            condition.check(suspensions);
            Optional<SuspensionChange> change = act.change(caller.name());
            requireRoom(change);
            ChainHead head = audit.chain().head();
            byte[] value = audits.serialize(auditTopic, record(act, caller, head));
            commit(
                    new ProducerRecord<>(auditTopic, 0, utf8(act.subject()), value),
                    change.stream().toList());
            ChainHead written = new ChainHead(head.sequence() + 1, Digest.ofValue(value));
            LOG.info("{} of {} by {}: audit record {}", act.name(), act.subject(), caller.name(), written);
            return written;
        });
    }

    /** Takes back what ends nobody any more. */
    public synchronized void clean(Duration memory) throws ActRefusedException {
        int cleaned = attempt(() -> {
            List<SuspensionChange> gone = suspensions.runOut(clock.instant(), memory).stream()
                    .flatMap(key -> SuspensionKey.parse(key).stream())
                    .map(key -> new SuspensionChange(key, Optional.empty()))
                    .toList();
            if (!gone.isEmpty()) {
                commit(null, gone);
            }
            return gone.size();
        });
        if (cleaned > 0) {
            LOG.info("{} suspensions have run out and were taken out of the topic", cleaned);
        }
    }

    /** Asks what is suspended now. */
    public synchronized <T> T ask(Question<T> question) throws ActRefusedException {
        try {
            suspensions.readOn(lastChange, PATIENCE);
            return question.ask(suspensions);
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    /** How many suspensions there are, as last read. */
    public synchronized int size() {
        return suspensions.size();
    }

    /** Returns the number of faults in the chain, as last read. */
    public synchronized int findings() {
        return audit.chain().findings().size();
    }

    /** Reads both topics, so that the first act needn't wait for it. */
    public synchronized void open() throws ActRefusedException {
        try {
            readOn();
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    @Override
    public synchronized void close() {
        letGo();
        audit.close();
        suspensions.close();
    }

    /** Something that is tried again when another process has taken the transactional id over. */
    @FunctionalInterface
    private interface Attempt<T> {

        T run() throws ActRefusedException;
    }

    private <T> T attempt(Attempt<T> attempt) throws ActRefusedException {
        KafkaException last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                if (producer == null) {
                    producer = clients.producer();
                    producer.initTransactions();
                }
                readOn();
                return attempt.run();
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                LOG.info("another admin process has written, this one reads on");
                last = e;
                letGo();
            } catch (KafkaException e) {
                letGo();
                throw unavailable(e);
            }
        }
        throw unavailable(last);
    }

    private void readOn() {
        audit.readOn(lastAudit, PATIENCE);
        suspensions.readOn(lastChange, PATIENCE);
        List<AuditFinding> findings = audit.chain().findings();
        findings.subList(Math.min(reported, findings.size()), findings.size())
                .forEach(finding -> LOG.error("the audit chain is broken: {}", finding));
        reported = findings.size();
    }

    /** @param record null: changes alone */
    private void commit(ProducerRecord<byte[], byte[]> record, List<SuspensionChange> all) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> changed = new ArrayList<>();
        Future<RecordMetadata> audited = record == null ? null : producer.send(record);
        for (SuspensionChange change : all) {
            byte[] value = change.value()
                    .map(suspension -> changes.serialize(suspensionsTopic, suspension))
                    .orElse(null);
            changed.add(producer.send(
                    new ProducerRecord<>(suspensionsTopic, 0, utf8(change.key().toString()), value)));
        }
        // Throws what a send has met.
        producer.commitTransaction();
        if (audited != null) {
            lastAudit = offset(audited);
        }
        for (Future<RecordMetadata> each : changed) {
            lastChange = Math.max(lastChange, offset(each));
        }
    }

    private void requireRoom(Optional<SuspensionChange> change) throws ActRefusedException {
        boolean isMore = change.isPresent()
                && change.get().value().isPresent()
                && suspensions.find(change.get().key().toString()).isEmpty();
        if (isMore && suspensions.size() >= mostSuspensions) {
            throw new ActRefusedException(
                    Kind.CONFLICT,
                    "there are " + mostSuspensions + " suspensions already, as many as admin.max-suspensions allows");
        }
    }

    private AuditRecord record(Act act, Caller caller, ChainHead head) {
        return new AuditRecord(
                head.sequence() + 1,
                ByteBuffer.wrap(head.digest().bytes()),
                clock.instant(),
                caller.name(),
                caller.roles().stream().map(Role::label).sorted().collect(Collectors.joining(",")),
                caller.address(),
                act.name(),
                act.subject(),
                act.reason(),
                act.details());
    }

    /** A transaction that is open is aborted with it, at the latest when the next one begins. */
    private void letGo() {
        if (producer != null) {
            try {
                producer.close(CLOSE_TIMEOUT);
            } catch (KafkaException e) {
                LOG.debug("the producer did not close properly", e);
            }
            producer = null;
        }
    }

    private static ActRefusedException unavailable(KafkaException cause) {
        return new ActRefusedException(
                Kind.UNAVAILABLE, "the log does not answer: it may or may not have been done, ask for it again", cause);
    }

    private static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
