package io.parley.admin.audit;

import io.parley.admin.audit.AuditFinding.Kind;
import io.parley.avro.AuditRecord;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the records of {@code audit} in the order of their offsets and finds what breaks the chain. For one thread.
 *
 * <p>Valid: {@code 1 2 3}, each with the digest of the one before. Not valid: {@code 1 3} (a gap), {@code 1 2 2} (a fork),
 * {@code 1 2 3} where 3 holds another digest than that of 2 (a change), and a topic that doesn't begin with 1.
 */
public final class AuditChain {

    private final List<AuditFinding> findings = new ArrayList<>();
    private ChainHead head = ChainHead.START;

    /**
     * Takes the next record.
     *
     * @param value as the log has it
     * @param record what it says; empty if it can't be read
     */
    void follow(long offset, byte[] value, Optional<AuditRecord> record) {
        if (record.isEmpty()) {
            findings.add(new AuditFinding(Kind.UNREADABLE, offset, "what lies there is no audit record"));
            return;
        }
        long sequence = record.get().getSequence();
        Digest previous = Digest.ofBytes(bytes(record.get().getPrevious()));
        if (sequence <= head.sequence()) {
            findings.add(new AuditFinding(
                    Kind.FORK, offset, "record " + sequence + " comes after record " + head.sequence()));
            return;
        }
        if (sequence != head.sequence() + 1) {
            findings.add(new AuditFinding(
                    Kind.GAP,
                    offset,
                    "record " + sequence + " comes after record " + head.sequence() + ": "
                            + (sequence - head.sequence() - 1) + " missing"));
        } else if (!previous.equals(head.digest())) {
            findings.add(new AuditFinding(
                    Kind.CHANGE,
                    offset,
                    head.sequence() == 0
                            ? "the first record names one before it"
                            : "record " + head.sequence() + " isn't the one that record " + sequence + " follows: "
                                    + head.digest() + ", not " + previous));
        }
        head = new ChainHead(sequence, Digest.ofValue(value));
    }

    /** Returns the record that the next one has to continue. */
    public ChainHead head() {
        return head;
    }

    /** Returns all faults in the order of the offsets; empty if there are none. */
    public List<AuditFinding> findings() {
        return List.copyOf(findings);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
