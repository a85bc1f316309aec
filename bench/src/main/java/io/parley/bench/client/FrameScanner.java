package io.parley.bench.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Finds the fields that a recipient needs in a server's frame, without making an object: it handles thousands of frames
 * a second. It reads the fields of the outermost object in any order, and stops once it has what it needs: for a frame
 * without a reader that is the type. Not safe for several threads; its results are valid until the next frame.
 */
final class FrameScanner {

    private static final byte[] TYPE = ascii("type");
    private static final byte[] ID = ascii("id");
    private static final byte[] CONVERSATION_ID = ascii("conversationId");
    private static final byte[] SEQUENCE = ascii("sequence");
    private static final byte[] KIND = ascii("kind");
    private static final byte[] LAST = ascii("last");
    private static final byte[] MESSAGE = ascii("message");

    private static final int UUID_LENGTH = 36;
    private static final int UUID_HALF = 18;
    private static final int FIELDS_OF_AN_EVENT = 5;

    /** The types of frames. */
    enum Type {
        EVENT,
        ACCEPTED,
        READY,
        INBOX,
        OPENED,
        HISTORY,
        REJECTED,
        GOAWAY,
        PRESENCE,
        READ,
        TYPING,
        PONG,
        OTHER;

        private final byte[] text = ascii(name().toLowerCase(Locale.ROOT));

        private static final Type[] ALL = values();
    }

    private final JsonCursor cursor = new JsonCursor();
    private byte[] bytes;

    private Type type;
    private boolean message;
    private boolean last;
    private long sequence;
    private int idFrom;
    private int idTo;
    private long conversationHigh;
    private long conversationLow;

    /**
     * Reads a frame.
     *
     * @throws IllegalStateException if it is no JSON object
     */
    void scan(byte[] frame, int length) {
        bytes = frame;
        cursor.begin(frame, length);
        type = Type.OTHER;
        message = false;
        last = false;
        sequence = 0;
        idFrom = 0;
        idTo = 0;
        conversationHigh = 0;
        conversationLow = 0;
        cursor.expect('{');
        if (cursor.isNext('}')) {
            return;
        }
        int wanted = 0;
        do {
            cursor.skipSpace();
            int nameFrom = cursor.at() + 1;
            cursor.skipString();
            int nameTo = cursor.at() - 1;
            cursor.expect(':');
            cursor.skipSpace();
            wanted += field(nameFrom, nameTo);
        } while (!isEnough(wanted) && cursor.another());
    }

    /** @param wanted the number of known fields of an event */
    private boolean isEnough(int wanted) {
        return switch (type) {
            case EVENT -> wanted == FIELDS_OF_AN_EVENT;
            case ACCEPTED -> idTo > 0;
            case PRESENCE, READ, TYPING, PONG -> true;
            // The frame ends here, or the type is still to come.
            case READY, INBOX, OPENED, HISTORY, REJECTED, GOAWAY, OTHER -> false;
        };
    }

    Type type() {
        return type;
    }

    /** Whether an event is a message. */
    boolean isMessage() {
        return message;
    }

    /** Whether this part ends an inbox. */
    boolean isLast() {
        return last;
    }

    long sequence() {
        return sequence;
    }

    /** The upper half of the conversation's id; both halves are 0 if there is none. */
    long conversationHigh() {
        return conversationHigh;
    }

    long conversationLow() {
        return conversationLow;
    }

    int idFrom() {
        return idFrom;
    }

    /** The end of the id, exclusive; equal to {@link #idFrom} if there is none. */
    int idTo() {
        return idTo;
    }

    /** @return 1 for one of the five fields of an event, else 0 */
    private int field(int nameFrom, int nameTo) {
        int valueFrom = cursor.at();
        cursor.skipValue();
        int valueTo = cursor.at();
        if (is(TYPE, nameFrom, nameTo)) {
            type = type(valueFrom + 1, valueTo - 1);
            return 1;
        }
        if (is(ID, nameFrom, nameTo)) {
            idFrom = valueFrom + 1;
            idTo = valueTo - 1;
            return 1;
        }
        if (is(CONVERSATION_ID, nameFrom, nameTo)) {
            conversation(valueFrom + 1, valueTo - 1);
            return 1;
        }
        if (is(SEQUENCE, nameFrom, nameTo)) {
            sequence = Ascii.number(bytes, valueFrom, valueTo);
            return 1;
        }
        if (is(KIND, nameFrom, nameTo)) {
            message = is(MESSAGE, valueFrom + 1, valueTo - 1);
            return 1;
        }
        if (is(LAST, nameFrom, nameTo)) {
            last = bytes[valueFrom] == 't';
        }
        return 0;
    }

    private Type type(int from, int to) {
        for (Type known : Type.ALL) {
            if (is(known.text, from, to)) {
                return known;
            }
        }
        return Type.OTHER;
    }

    private void conversation(int from, int to) {
        if (to - from != UUID_LENGTH) {
            throw new IllegalStateException("a frame of the server holds a conversation id that is no UUID");
        }
        conversationHigh = Ascii.hex(bytes, from, from + UUID_HALF);
        conversationLow = Ascii.hex(bytes, from + UUID_HALF + 1, to);
    }

    private boolean is(byte[] text, int from, int to) {
        return Arrays.equals(bytes, from, to, text, 0, text.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
