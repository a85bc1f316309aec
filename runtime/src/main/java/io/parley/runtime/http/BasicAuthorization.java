package io.parley.runtime.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Builds the header {@code Authorization} of HTTP basic authentication (RFC 7617), in UTF-8. */
public final class BasicAuthorization {

    private BasicAuthorization() {}

    /** Returns the header's value for a user, whose name has no colon. */
    public static String of(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
