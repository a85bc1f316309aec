package io.parley.push.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Counts and cuts texts by the bytes that they take as a JSON string in UTF-8, without the quotes: providers refuse what is
 * too long, and escapes make six bytes of one character.
 */
public final class JsonText {

    private static final int ESCAPED_CONTROL = 6;
    private static final char REPLACEMENT = '\uFFFD';

    /** Without the feature each character beyond the basic plane, such as most emoji, would take twelve bytes. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private JsonText() {}

    /** Returns a new object of JSON. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Encodes what the texts in it are counted for. */
    public static byte[] encode(ObjectNode object) {
        try {
            return JSON.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON", e);
        }
    }

    /** Counts the bytes of a text. */
    public static int bytes(String text) {
        return text.codePoints().map(JsonText::bytes).sum();
    }

    /**
     * Cuts a text to at most so many bytes, never inside a code point.
     *
     * @param most may be negative, which leaves nothing
     */
    public static String cut(String text, int most) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            used += bytes(codePoint);
            if (used > most) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    /** Replaces halves of surrogate pairs, which are no text and which no encoder takes. */
    public static String wellFormed(String text) {
        if (text.codePoints().noneMatch(JsonText::isSurrogate)) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().map(c -> isSurrogate(c) ? REPLACEMENT : c).forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static int bytes(int codePoint) {
        if (codePoint < ' ') {
            return isShort(codePoint) ? 2 : ESCAPED_CONTROL;
        }
        if (codePoint == '"' || codePoint == '\\') {
            return 2;
        }
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    private static boolean isShort(int control) {
        return control == '\b' || control == '\t' || control == '\n' || control == '\f' || control == '\r';
    }
}
