package io.parley.gateway.frame;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Holds the known fields of one JSON object, unchanged. A value is a String, Long, Boolean, list of Strings, or a
 * marker of any other kind. A field that is null counts as absent; of a repeated field the last counts.
 */
final class FrameFields {

    /** Marks a value that no field can have, such as an object, a fraction or a number beyond 64 bits. */
    static final Object OTHER = new Object();

    /** Marks an invalid Unicode text: half of a surrogate pair. */
    static final Object ILL_FORMED = new Object();

    /** The most characters that are returned of a client's own reference. */
    private static final int LONGEST_ECHO = 256;

    private final Map<Field, Object> values = new EnumMap<>(Field.class);

    private FrameFields() {}

    /**
     * Reads one JSON object and nothing after it.
     *
     * @return null if the text is no JSON object
     */
    static FrameFields read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        FrameFields fields = new FrameFields();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Field field = Field.named(name);
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else {
                fields.values.put(field, value(parser, token));
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null ? fields : null;
    }

    Object get(Field field) {
        return values.get(field);
    }

    /** The readable parts of the correlation, valid or not. */
    Correlation correlation() {
        return new Correlation(echo(Field.ID), refEcho(), echo(Field.CONVERSATION_ID));
    }

    private String echo(Field field) {
        return get(field) instanceof String text && text.length() <= LONGEST_ECHO ? text : null;
    }

    private Correlation.Ref refEcho() {
        Object ref = get(Field.REF);
        if (ref instanceof Long number) {
            return new Correlation.Ref(null, number);
        }
        String text = echo(Field.REF);
        return text == null ? null : new Correlation.Ref(text, 0);
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_STRING:
                return text(parser);
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            case VALUE_NULL:
                return null;
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
                OptionalLong number = WholeNumber.of(parser.getText());
                return number.isPresent() ? (Object) number.getAsLong() : OTHER;
            case START_ARRAY:
                return texts(parser);
            default:
                parser.skipChildren();
                return OTHER;
        }
    }

    /** A list of texts; {@link #OTHER} if anything else is among them. */
    private static Object texts(JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        boolean textsOnly = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                return OTHER;
            }
            if (token == JsonToken.VALUE_STRING && text(parser) instanceof String text) {
                texts.add(text);
            } else {
                textsOnly = false;
                parser.skipChildren();
            }
        }
        return textsOnly ? texts : OTHER;
    }

    private static Object text(JsonParser parser) throws IOException {
        String text = parser.getText();
        return isWellFormed(text) ? text : ILL_FORMED;
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
