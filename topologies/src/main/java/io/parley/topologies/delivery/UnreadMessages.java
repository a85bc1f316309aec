package io.parley.topologies.delivery;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The sequences of the newest {@value #MOST} unread messages in one user's inbox, ascending. Immutable.
 *
 * <p>They are kept as they are stored: each as its distance from the one before it, the first from the read mark, in as few
 * bytes as that takes (seven bits in each, the least first, the highest bit says that more follow). A row of these is read
 * and written for every recipient of every message, and to take it apart and put it together as numbers was most of what
 * that allocated.
 */
final class UnreadMessages {

    static final int MOST = 100;

    private static final byte[] NOTHING = {};
    private static final int LONGEST = 10;
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private final long before;
    private final byte[] steps;

    private UnreadMessages(long before, byte[] steps) {
        this.before = before;
        this.steps = steps;
    }

    /** @param read sequence up to which the user has read */
    static UnreadMessages none(long read) {
        return new UnreadMessages(read, NOTHING);
    }

    /**
     * @param read sequence up to which the user has read
     * @param steps what {@link #steps} gave
     */
    static UnreadMessages of(long read, ByteBuffer steps) {
        byte[] copy = new byte[steps.remaining()];
        steps.get(steps.position(), copy);
        return new UnreadMessages(read, copy);
    }

    /** For the store; not to be changed. */
    ByteBuffer steps() {
        return ByteBuffer.wrap(steps);
    }

    int count() {
        int count = 0;
        for (byte one : steps) {
            count += one >= 0 ? 1 : 0;
        }
        return count;
    }

    boolean isEmpty() {
        return steps.length == 0;
    }

    /** The read mark if there is none. */
    long newest() {
        long sequence = before;
        Walk walk = new Walk();
        while (walk.hasNext()) {
            sequence += walk.next();
        }
        return sequence;
    }

    /** With a message newer than all of these, and without the oldest where that would be too many. */
    UnreadMessages with(long sequence) {
        byte[] room = new byte[steps.length + 2 * LONGEST];
        int from = 0;
        int to = 0;
        if (count() == MOST) {
            Walk walk = new Walk();
            to = write(walk.next() + walk.next(), room, 0);
            from = walk.at;
        }
        System.arraycopy(steps, from, room, to, steps.length - from);
        to = write(sequence - newest(), room, to + steps.length - from);
        return new UnreadMessages(before, Arrays.copyOf(room, to));
    }

    /** Without those up to this sequence, which is not below the read mark. */
    UnreadMessages after(long read) {
        long sequence = before;
        Walk walk = new Walk();
        while (walk.hasNext()) {
            sequence += walk.next();
            if (sequence > read) {
                byte[] room = new byte[LONGEST + steps.length - walk.at];
                int first = write(sequence - read, room, 0);
                System.arraycopy(steps, walk.at, room, first, steps.length - walk.at);
                return new UnreadMessages(read, Arrays.copyOf(room, first + steps.length - walk.at));
            }
        }
        return none(read);
    }

    private static int write(long step, byte[] into, int from) {
        long left = step;
        int at = from;
        while (left >= MORE) {
            into[at++] = (byte) (left | MORE);
            left >>>= BITS;
        }
        into[at++] = (byte) left;
        return at;
    }

    private final class Walk {

        private int at;

        boolean hasNext() {
            return at < steps.length;
        }

        long next() {
            long step = 0;
            int shift = 0;
            byte one;
            do {
                one = steps[at++];
                step |= (long) (one & (MORE - 1)) << shift;
                shift += BITS;
            } while (one < 0);
            return step;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnreadMessages that && before == that.before && Arrays.equals(steps, that.steps);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(before) + Arrays.hashCode(steps);
    }

    /** {@code [4, 5, 9]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        long sequence = before;
        Walk walk = new Walk();
        while (walk.hasNext()) {
            sequence += walk.next();
            text.append(text.length() == 1 ? "" : ", ").append(sequence);
        }
        return text.append(']').toString();
    }
}
