package io.parley.push.web;

import io.parley.push.notification.WebSubscription;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts messages for a subscriber (RFC 8291, by aes128gcm of RFC 8188) in one record, so that a push service can't read
 * them. Each message has a key pair and a salt of its own. Safe for many threads.
 */
final class Encryption {

    /** Bytes of a body that every push service takes. */
    static final int RECORD = 4096;

    /** Bytes before the ciphertext: salt, record size, length of the key, key. */
    static final int HEADER = 16 + 4 + 1 + P256.POINT;

    /** Bytes that the ciphertext has more than the text: the delimiter and the tag. */
    static final int OVERHEAD = 1 + 16;

    /** Bytes of a text that every push service takes. */
    static final int LONGEST = RECORD - HEADER - OVERHEAD;

    private static final int SALT = 16;
    private static final int SECRET = 16;
    private static final int KEY = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;
    private static final String HMAC = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();

    /** @throws InvalidKeyException if the subscription's keys are none */
    byte[] encrypt(byte[] text, WebSubscription subscription) throws GeneralSecurityException {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return encrypt(text, subscription, P256.generate(), salt);
    }

    /**
     * As {@link #encrypt(byte[], WebSubscription)}, with what is random there.
     *
     * @param own key pair, for this message alone
     */
    static byte[] encrypt(byte[] text, WebSubscription subscription, KeyPair own, byte[] salt)
            throws GeneralSecurityException {
        byte[] theirs = decoded(subscription.publicKey());
        byte[] secret = decoded(subscription.secret());
        if (secret.length != SECRET) {
            throw new InvalidKeyException("an authentication secret of " + secret.length + " bytes");
        }
        byte[] ours = P256.encode((ECPublicKey) own.getPublic());
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own.getPrivate());
        agreement.doPhase(P256.decode(theirs), true);
        byte[] combined = hmac(secret, agreement.generateSecret());
        byte[] input = derive(combined, joined(info("WebPush: info"), theirs, ours), SALT * 2);
        byte[] keys = hmac(salt, input);
        byte[] key = derive(keys, info("Content-Encoding: aes128gcm"), KEY);
        byte[] nonce = derive(keys, info("Content-Encoding: nonce"), NONCE);

        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        byte[] sealed = cipher.doFinal(joined(text, new byte[] {LAST_RECORD}));
        return ByteBuffer.allocate(HEADER + sealed.length)
                .put(salt)
                .putInt(RECORD)
                .put((byte) P256.POINT)
                .put(ours)
                .put(sealed)
                .array();
    }

    /** HKDF-Expand of RFC 5869 for one block. */
    private static byte[] derive(byte[] key, byte[] info, int length) throws GeneralSecurityException {
        return Arrays.copyOf(hmac(key, joined(info, new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac.doFinal(content);
    }

    private static byte[] info(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer joined = ByteBuffer.allocate(length);
        Arrays.stream(parts).forEach(joined::put);
        return joined.array();
    }

    private static byte[] decoded(String base64) throws InvalidKeyException {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("not base64url", e);
        }
    }
}
