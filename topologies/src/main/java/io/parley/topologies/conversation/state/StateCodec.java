package io.parley.topologies.conversation.state;

import io.parley.avro.ConversationKind;
import io.parley.avro.Role;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.decision.Membership;
import io.parley.topologies.conversation.decision.Remembered;
import io.parley.topologies.conversation.decision.SentMarks;
import io.parley.topologies.conversation.decision.Touched;
import org.apache.kafka.common.utils.ByteUtils;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes the values of {@code conversation-state}: a version byte, then numbers of variable length. Not Avro, because
 * two of these are written per message, to the store and to its changelog: a head takes about 10 bytes and an id 3, no
 * schema has to be looked up during a restore, and nobody else reads them.
 *
 * <p>A new layout takes the next version, and the earlier ones stay readable.
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
    private static final byte NO = 0;
    private static final byte YES = 1;

    /** The longest encoding of a number, in bytes. */
    private static final int LONGEST_NUMBER = 10;

    private StateCodec() {}

    static byte[] encode(Head head) {
        List<SentMarks.Mark> marks = head.sent().marks();
        byte[][] users = new byte[marks.size()][];
        int most = LONGEST + LONGEST_NUMBER;
        for (int i = 0; i < users.length; i++) {
            users[i] = marks.get(i).userId().getBytes(StandardCharsets.UTF_8);
            most += 2 * LONGEST_NUMBER + users[i].length;
        }
        ByteBuffer bytes = begin(most);
        bytes.put(head.kind() == ConversationKind.DIRECT ? DIRECT : GROUP);
        ByteUtils.writeVarlong(head.sequence(), bytes);
        ByteUtils.writeVarlong(head.sentAt(), bytes);
        ByteUtils.writeUnsignedVarint(head.members(), bytes);
        ByteUtils.writeUnsignedVarint(head.owners(), bytes);
        ByteUtils.writeVarlong(head.largeBy(), bytes);
        ByteUtils.writeUnsignedVarint(users.length, bytes);
        for (int i = 0; i < users.length; i++) {
            // Stored as the distance from the head, which is a small number.
            ByteUtils.writeVarlong(head.sequence() - marks.get(i).sequence(), bytes);
            ByteUtils.writeUnsignedVarint(users[i].length, bytes);
            bytes.put(users[i]);
        }
        return end(bytes);
    }

    static Head head(byte[] value) {
        ByteBuffer bytes = open(value, "head");
        ConversationKind kind = bytes.get() == DIRECT ? ConversationKind.DIRECT : ConversationKind.GROUP;
        long sequence = ByteUtils.readVarlong(bytes);
        long sentAt = ByteUtils.readVarlong(bytes);
        int members = ByteUtils.readUnsignedVarint(bytes);
        int owners = ByteUtils.readUnsignedVarint(bytes);
        long largeBy = ByteUtils.readVarlong(bytes);
        int marks = ByteUtils.readUnsignedVarint(bytes);
        List<SentMarks.Mark> sent = new ArrayList<>(marks);
        for (int i = 0; i < marks; i++) {
            long back = ByteUtils.readVarlong(bytes);
            byte[] user = new byte[ByteUtils.readUnsignedVarint(bytes)];
            bytes.get(user);
            sent.add(new SentMarks.Mark(new String(user, StandardCharsets.UTF_8), sequence - back));
        }
        return new Head(sequence, sentAt, kind, members, owners, largeBy, new SentMarks(sent));
    }

    static byte[] encodeRead(long sequence) {
        ByteBuffer bytes = begin();
        ByteUtils.writeVarlong(sequence, bytes);
        return end(bytes);
    }

    static long read(byte[] value) {
        return ByteUtils.readVarlong(open(value, "read mark"));
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

    static byte[] encode(Touched touched) {
        List<byte[]> keys = touched.reactions().keySet().stream()
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toList();
        int most = LONGEST;
        for (byte[] key : keys) {
            most += 2 * LONGEST_NUMBER + key.length;
        }
        ByteBuffer bytes = begin(most);
        bytes.put(touched.deleted() ? YES : NO);
        ByteUtils.writeUnsignedVarint(keys.size(), bytes);
        Iterator<Integer> counts = touched.reactions().values().iterator();
        for (byte[] key : keys) {
            ByteUtils.writeUnsignedVarint(key.length, bytes);
            bytes.put(key);
            ByteUtils.writeUnsignedVarint(counts.next(), bytes);
        }
        return end(bytes);
    }

    static Touched touched(byte[] value) {
        ByteBuffer bytes = open(value, "touched message");
        boolean deleted = bytes.get() == YES;
        Map<String, Integer> reactions = new LinkedHashMap<>();
        for (int left = ByteUtils.readUnsignedVarint(bytes); left > 0; left--) {
            byte[] key = new byte[ByteUtils.readUnsignedVarint(bytes)];
            bytes.get(key);
            reactions.put(new String(key, StandardCharsets.UTF_8), ByteUtils.readUnsignedVarint(bytes));
        }
        return new Touched(deleted, reactions);
    }

    static byte[] encode(TouchMarks touches) {
        ByteBuffer bytes = begin(LONGEST + touches.marks().size() * 2 * LONGEST_NUMBER);
        for (TouchMarks.Mark mark : touches.marks()) {
            ByteUtils.writeUnsignedVarint(mark.halfDay(), bytes);
            ByteUtils.writeVarlong(mark.sequence(), bytes);
        }
        return end(bytes);
    }

    static TouchMarks touches(byte[] value) {
        ByteBuffer bytes = open(value, "mark of touches");
        List<TouchMarks.Mark> marks = new ArrayList<>();
        while (bytes.hasRemaining()) {
            marks.add(new TouchMarks.Mark(ByteUtils.readUnsignedVarint(bytes), ByteUtils.readVarlong(bytes)));
        }
        return new TouchMarks(marks);
    }

    static byte[] encodeGiven(boolean given) {
        return end(begin().put(given ? YES : NO));
    }

    static boolean given(byte[] value) {
        return open(value, "reaction").get() == YES;
    }

    static byte[] encodeTime(long time) {
        ByteBuffer bytes = begin();
        ByteUtils.writeVarlong(time, bytes);
        return end(bytes);
    }

    static long time(byte[] value) {
        return ByteUtils.readVarlong(open(value, "time"));
    }

    static byte[] encodeTitle(String title) {
        byte[] text = title.getBytes(StandardCharsets.UTF_8);
        return end(begin(1 + text.length).put(text));
    }

    static String title(byte[] value) {
        ByteBuffer bytes = open(value, "title");
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static ByteBuffer begin() {
        return begin(LONGEST);
    }

    private static ByteBuffer begin(int longest) {
        return ByteBuffer.allocate(longest).put(VERSION);
    }

    private static byte[] end(ByteBuffer bytes) {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static ByteBuffer open(byte[] value, String what) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalStateException(ConversationState.STORE + ": a " + what + " of version " + version
                    + " (expected: " + VERSION + "; was it written by a later release?)");
        }
        return bytes;
    }
}
