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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * Writes acts: the audit record and the change that it is about in one transaction, so that neither is there without the
 * other. Blocks; one transaction at a time. Acts without a change that wait for their turn share a transaction.
 *
 * <p>Several admin processes may run, which take turns by {@link SharedTransactions}: each reads the chain on to its end
 * before it continues it. So the chain can't fork, even if one stops or freezes in between.
 */
public final class ActLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_TOGETHER = 500;
    private static final long NOTHING = -1;

    private final String auditTopic;
    private final String suspensionsTopic;
    private final Serializer<AuditRecord> audits;
    private final Serializer<Suspension> changes;
    private final AuditTopic audit;
    private final CurrentSuspensions suspensions;
    private final int mostSuspensions;
    private final Clock clock;
    private final SharedTransactions transactions;
    private final BlockingQueue<WaitingAct> waiting = new LinkedBlockingQueue<>();
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
        this.transactions = new SharedTransactions(clients);
    }

    /**
     * Writes an act, when the condition holds, with its change of suspensions.
     *
     * @return where the chain has come to with it
     * @throws ActRefusedException if the condition doesn't hold, or the log doesn't take it
     */
    public synchronized ChainHead write(Act act, Caller caller, Condition condition) throws ActRefusedException {
        return transactions.attempt(() -> {
            readOn();
            condition.check(suspensions);
            Optional<SuspensionChange> change = act.change(caller.name());
            requireRoom(change);
            return commit(List.of(new WaitingAct(act, caller)), change.stream().toList())
                    .get(0);
        });
    }

    /**
     * Writes an act that changes no suspensions, in one transaction with all others that wait meanwhile.
     *
     * @return where the chain has come to with it
     * @throws ActRefusedException if the log doesn't take it
     */
    public ChainHead append(Act act, Caller caller) throws ActRefusedException {
        WaitingAct own = new WaitingAct(act, caller);
        waiting.add(own);
        synchronized (this) {
            while (!own.isDone()) {
                appendWaiting();
            }
            return own.result();
        }
    }

    /** Takes back what ends nobody any more. */
    public synchronized void clean(Duration memory) throws ActRefusedException {
        int cleaned = transactions.attempt(() -> {
            readOn();
            List<SuspensionChange> gone = suspensions.runOut(clock.instant(), memory).stream()
                    .flatMap(key -> SuspensionKey.parse(key).stream())
                    .map(key -> new SuspensionChange(key, Optional.empty()))
                    .toList();
            if (!gone.isEmpty()) {
                var unused = commit(List.of(), gone);
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
            throw SharedTransactions.unavailable(e);
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
            throw SharedTransactions.unavailable(e);
        }
    }

    @Override
    public synchronized void close() {
        transactions.close();
        audit.close();
        suspensions.close();
    }

    private void readOn() {
        audit.readOn(lastAudit, PATIENCE);
        suspensions.readOn(lastChange, PATIENCE);
        List<AuditFinding> findings = audit.chain().findings();
        findings.subList(Math.min(reported, findings.size()), findings.size())
                .forEach(finding -> LOG.error("the audit chain is broken: {}", finding));
        reported = findings.size();
    }

    private void appendWaiting() {
        List<WaitingAct> together = new ArrayList<>();
        waiting.drainTo(together, MOST_TOGETHER);
        try {
            List<ChainHead> written = transactions.attempt(() -> {
                readOn();
                return commit(together, List.of());
            });
            for (int i = 0; i < together.size(); i++) {
                together.get(i).written(written.get(i));
            }
        } catch (ActRefusedException e) {
            together.forEach(each -> each.refused(e));
        } catch (RuntimeException | Error e) {
            // Nobody is to wait for what will never come.
            LOG.error("acts may not have been written", e);
            ActRefusedException refusal =
                    new ActRefusedException(Kind.UNAVAILABLE, "it may or may not have been recorded", e);
            together.forEach(each -> each.refused(refusal));
        }
    }

    /** Returns where the chain has come to with each act. */
    private List<ChainHead> commit(List<WaitingAct> acts, List<SuspensionChange> changed) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<ChainHead> heads = new ArrayList<>();
        ChainHead head = audit.chain().head();
        for (WaitingAct each : acts) {
            byte[] value = audits.serialize(auditTopic, record(each.act(), each.caller(), head));
            records.add(new ProducerRecord<>(auditTopic, 0, utf8(each.act().subject()), value));
            head = new ChainHead(head.sequence() + 1, Digest.ofValue(value));
            heads.add(head);
        }
        changed.forEach(change -> records.add(record(change)));
        List<Long> offsets = transactions.commit(records);
        for (int i = 0; i < offsets.size(); i++) {
            if (i < acts.size()) {
                lastAudit = offsets.get(i);
                Act act = acts.get(i).act();
                LOG.info(
                        "{} of {} by {}: audit record {}",
                        act.name(),
                        act.subject(),
                        acts.get(i).caller().name(),
                        heads.get(i));
            } else {
                lastChange = Math.max(lastChange, offsets.get(i));
            }
        }
        return heads;
    }

    private ProducerRecord<byte[], byte[]> record(SuspensionChange change) {
        byte[] value = change.value()
                .map(suspension -> changes.serialize(suspensionsTopic, suspension))
                .orElse(null);
        return new ProducerRecord<>(suspensionsTopic, 0, utf8(change.key().toString()), value);
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
