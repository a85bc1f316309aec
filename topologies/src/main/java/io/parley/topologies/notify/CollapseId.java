package io.parley.topologies.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Makes the id by which a provider or a device replaces one notification of a user and conversation by the next. A hash:
 * it fits into every provider's bound, and doesn't give the ids to the provider.
 */
final class CollapseId {

    private CollapseId() {}

    /** Returns 43 characters of base64url. */
    static String of(String userId, String conversationId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(userId.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(conversationId.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
