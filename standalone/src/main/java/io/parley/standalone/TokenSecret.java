package io.parley.standalone;

import java.security.SecureRandom;
import java.util.Base64;

/** What the users' tokens are signed with, and what those say who ask for one, where nobody gave them: good for one run. */
final class TokenSecret {

    private static final int BYTES = 32;

    private TokenSecret() {}

    static String random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
