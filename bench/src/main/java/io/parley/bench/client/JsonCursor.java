package io.parley.bench.client;

/** Moves through the bytes of a JSON text, value by value, without making objects. Not safe for several threads. */
final class JsonCursor {

    private byte[] bytes;
    private int end;
    private int at;

    void begin(byte[] text, int length) {
        bytes = text;
        end = length;
        at = 0;
    }

    /** The current position. */
    int at() {
        return at;
    }

    /** Whether this comes next, after any space. */
    boolean isNext(char wanted) {
        skipSpace();
        return peek() == wanted;
    }

    /** Moves past the separator after a value, and returns whether it is a comma. */
    boolean another() {
        skipSpace();
        return next() == ',';
    }

    /** Moves past a value of any kind. */
    void skipValue() {
        byte first = peek();
        if (first == '"') {
            skipString();
        } else if (first == '{' || first == '[') {
            skipNested();
        } else {
            while (at < end && bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']' && bytes[at] > ' ') {
                at++;
            }
        }
    }

    private void skipNested() {
        int depth = 0;
        do {
            byte b = peek();
            if (b == '"') {
                skipString();
                continue;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            at++;
        } while (depth > 0);
    }

    void skipString() {
        expect('"');
        while (peek() != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    void skipSpace() {
        while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
    }

    void expect(char wanted) {
        skipSpace();
        if (next() != wanted) {
            throw malformed("something else than " + wanted);
        }
    }

    private byte peek() {
        if (at >= end) {
            throw malformed("an early end");
        }
        return bytes[at];
    }

    private byte next() {
        byte found = peek();
        at++;
        return found;
    }

    private static IllegalStateException malformed(String what) {
        return new IllegalStateException("a frame of the server holds " + what);
    }
}
