package io.parley.bench.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the heads of an inbox without making an object: a client that sends read receipts gets as many inboxes as it
 * reads messages. Not safe for several threads.
 */
final class InboxReader {

    private static final byte[] CONVERSATIONS = "conversations".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONVERSATION_ID = "conversationId".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD = "head".getBytes(StandardCharsets.US_ASCII);
    private static final int UUID_HALF = 18;

    private final JsonCursor cursor = new JsonCursor();
    private byte[] bytes;
    private int nameFrom;
    private int nameTo;

    /** Receives the heads of conversations. */
    interface Heads {

        /** Takes the halves of a conversation's id, and its highest sequence. */
        void head(long high, long low, long head);
    }

    /** @throws IllegalStateException if it is no inbox */
    void read(byte[] frame, int length, Heads heads) {
        bytes = frame;
        cursor.begin(frame, length);
        cursor.expect('{');
        if (cursor.isNext('}')) {
            return;
        }
        do {
            name();
            if (isNamed(CONVERSATIONS)) {
                conversations(heads);
            } else {
                cursor.skipValue();
            }
        } while (cursor.another());
    }

    private void conversations(Heads heads) {
        cursor.expect('[');
        if (cursor.isNext(']')) {
            cursor.expect(']');
            return;
        }
        do {
            conversation(heads);
        } while (cursor.another());
    }

    private void conversation(Heads heads) {
        long high = 0;
        long low = 0;
        long head = 0;
        cursor.expect('{');
        do {
            name();
            int from = cursor.at();
            cursor.skipValue();
            if (isNamed(CONVERSATION_ID)) {
                high = Ascii.hex(bytes, from + 1, from + 1 + UUID_HALF);
                low = Ascii.hex(bytes, from + 1 + UUID_HALF, cursor.at() - 1);
            } else if (isNamed(HEAD)) {
                head = Ascii.number(bytes, from, cursor.at());
            }
        } while (cursor.another());
        heads.head(high, low, head);
    }

    /** Moves past a field's name, to its value. */
    private void name() {
        cursor.skipSpace();
        nameFrom = cursor.at() + 1;
        cursor.skipString();
        nameTo = cursor.at() - 1;
        cursor.expect(':');
        cursor.skipSpace();
    }

    private boolean isNamed(byte[] text) {
        return Arrays.equals(bytes, nameFrom, nameTo, text, 0, text.length);
    }
}
