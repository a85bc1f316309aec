package io.parley.schemas;

import java.util.regex.Pattern;

/**
 * The content type of a message: a media type by the grammar of RFC 9110 (8.3.1), such as {@code text/plain} or
 * {@code text/markdown; charset="utf-8"}. Without control characters, including the tab that the grammar allows:
 * bridges put it into headers of their own.
 */
public final class ContentType {

    /** The expected form, for messages. */
    public static final String EXPECTATION = "a media type of 1-255 characters by RFC 9110, such as text/plain";

    private static final int LONGEST = 255;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

    /**
     * Quoted text, and characters after a backslash; RFC 9110 calls those from 80 on obsolete, and A0 is the first to
     * print.
     */
    private static final String QUOTED = "\"(?:[ !#-\\[\\]-~\\u00A0-\\u00FF]|\\\\[ -~\\u00A0-\\u00FF])*+\"";

    private static final Pattern MEDIA_TYPE =
            Pattern.compile(TOKEN + "/" + TOKEN + "(?: *+; *+(?:" + TOKEN + "=(?:" + TOKEN + "|" + QUOTED + "))?+)*+");

    private ContentType() {}

    /** Whether the text is a content type. */
    public static boolean isValid(String text) {
        return text.length() <= LONGEST && MEDIA_TYPE.matcher(text).matches();
    }
}
