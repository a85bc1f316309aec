package io.parley.push.notification;

import java.util.function.Function;

/** Cuts the text of a message until a payload has at most the bytes that a provider takes. */
public final class FittedText {

    /** Bytes that the name of the field and its quotes take at most, which an empty text leaves out. */
    private static final int FIELD = 64;

    private FittedText() {}

    /**
     * Encodes a payload with as much of the text as fits. If not even the rest fits, it is encoded without title and
     * sender too.
     *
     * @param payload encodes a text with all that stands around it
     * @param most bytes of a payload
     */
    public static byte[] encode(Text text, Function<Text, byte[]> payload, int most) {
        byte[] whole = payload.apply(wellFormed(text));
        if (whole.length <= most) {
            return whole;
        }
        Text without = wellFormed(text).withoutBody();
        byte[] rest = payload.apply(without);
        if (rest.length > most) {
            return payload.apply(Text.NONE);
        }
        String body = JsonText.cut(wellFormed(text).body().orElse(""), most - rest.length - FIELD);
        return payload.apply(without.withBody(body));
    }

    private static Text wellFormed(Text text) {
        return new Text(
                text.title().map(JsonText::wellFormed),
                text.sender().map(JsonText::wellFormed),
                text.body().map(JsonText::wellFormed));
    }
}
