package io.parley.topologies.sequencer;

import io.parley.avro.ConversationKind;
import io.parley.avro.Role;
import org.apache.kafka.common.utils.ByteUtils;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The values of {@code sequencer-state}: a version byte, then numbers of variable length. Not Avro, because two of
 * these are written per message, to the store and to its changelog: a head takes about 10 bytes and an id 3, there is no
 * schema to look up while a store is restored, and nobody else reads them.
 *
 * <p>A change of layout takes the next version, and goes on reading the ones before.
 */
final class StateCodec {

    private static final byte VERSION = 1;
    private static final int LONGEST = 32;

    private static final byte DIRECT = 0;
    private static final byte GROUP = 1;
    private static final byte MEMBER = 0;
    private static final byte OWNER = 1;
    private static final byte STAYED = 0;
    private static final byte LEFT = 1;

    private StateCodec() {}

    static byte[] encode(Head head) {
        ByteBuffer bytes = begin();
        bytes.put(head.kind() == ConversationKind.DIRECT ? DIRECT : GROUP);
        ByteUtils.writeVarlong(head.sequence(), bytes);
        ByteUtils.writeVarlong(head.sentAt(), bytes);
        ByteUtils.writeUnsignedVarint(head.members(), bytes);
        ByteUtils.writeUnsignedVarint(head.owners(), bytes);
        return end(bytes);
    }

    static Head head(byte[] value) {
        ByteBuffer bytes = open(value, "head");
        ConversationKind kind = bytes.get() == DIRECT ? ConversationKind.DIRECT : ConversationKind.GROUP;
        return new Head(
                ByteUtils.readVarlong(bytes),
                ByteUtils.readVarlong(bytes),
                kind,
                ByteUtils.readUnsignedVarint(bytes),
                ByteUtils.readUnsignedVarint(bytes));
    }

    static byte[] encode(Membership membership) {
        ByteBuffer bytes = begin();
        bytes.put(membership.isOwner() ? OWNER : MEMBER);
        ByteUtils.writeVarlong(membership.joined(), bytes);
        ByteUtils.writeUnsignedVarint(membership.position(), bytes);
        return end(bytes);
    }

    static Membership membership(byte[] value) {
        ByteBuffer bytes = open(value, "membership");
        Role role = bytes.get() == OWNER ? Role.OWNER : Role.MEMBER;
        return new Membership(role, ByteUtils.readVarlong(bytes), ByteUtils.readUnsignedVarint(bytes));
    }

    static byte[] encode(Remembered remembered) {
        ByteBuffer bytes = begin();
        bytes.put(remembered.left() ? LEFT : STAYED);
        ByteUtils.writeVarlong(remembered.sequence(), bytes);
        return end(bytes);
    }

    static Remembered remembered(byte[] value) {
        ByteBuffer bytes = open(value, "remembered id");
        boolean left = bytes.get() == LEFT;
        return new Remembered(ByteUtils.readVarlong(bytes), left);
    }

    private static ByteBuffer begin() {
        return ByteBuffer.allocate(LONGEST).put(VERSION);
    }

    private static byte[] end(ByteBuffer bytes) {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static ByteBuffer open(byte[] value, String what) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalStateException("sequencer-state: a " + what + " of version " + version + " (expected: "
                    + VERSION + "; was it written by a later release?)");
        }
        return bytes;
    }
}
