package io.parley.standalone;

import java.security.SecureRandom;
import java.util.Base64;

/** Generates the secret that signs tokens, and the code for development tokens, for one run, unless they are set. */
final class TokenSecret {

    private static final int BYTES = 32;

    private TokenSecret() {}

    static String random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
