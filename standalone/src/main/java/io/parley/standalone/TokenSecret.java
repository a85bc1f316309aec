package io.parley.standalone;

import java.security.SecureRandom;
import java.util.Base64;

/** Generates secrets that aren't set: of tokens and their code for one run, and the seal's, which the data folder keeps. */
final class TokenSecret {

    private static final int BYTES = 32;

    private TokenSecret() {}

    static String random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
