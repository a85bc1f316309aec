package io.parley.schemas;

import java.util.regex.Pattern;

/**
 * What a message says that it is: a media type by the grammar of RFC 9110 (8.3.1), such as {@code text/plain} or {@code
 * text/markdown; charset="utf-8"}. Without control characters, the tab that the grammar knows among them: bridges put it
 * into headers of their own.
 */
public final class ContentType {

    /** What one looks like, for messages. */
    public static final String EXPECTATION = "a media type of 1-255 characters by RFC 9110, such as text/plain";

    private static final int LONGEST = 255;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

    /** Its text, and what stands behind a backslash; from 80 on RFC 9110 calls it obsolete, and A0 is the first to print. */
    private static final String QUOTED = "\"(?:[ !#-\\[\\]-~\\u00A0-\\u00FF]|\\\\[ -~\\u00A0-\\u00FF])*+\"";

    private static final Pattern MEDIA_TYPE =
            Pattern.compile(TOKEN + "/" + TOKEN + "(?: *+; *+(?:" + TOKEN + "=(?:" + TOKEN + "|" + QUOTED + "))?+)*+");

    private ContentType() {}

    /** Whether the text is one. */
    public static boolean isValid(String text) {
        return text.length() <= LONGEST && MEDIA_TYPE.matcher(text).matches();
    }
}
