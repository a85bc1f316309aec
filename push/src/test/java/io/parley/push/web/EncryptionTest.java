package io.parley.push.web;

import io.parley.push.notification.WebSubscription;
import io.parley.push.standin.Subscriber;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EncryptionTest {

    /** The example of RFC 8291, section 5 and appendix A. */
    private static final String THEIRS =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private static final String OURS =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String OUR_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String SECRET = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
    private static final String MESSAGE = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
            + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV"
            + "WGNWQexSgSxsj_Qulcy4a-fN";

    @Test
    void shouldEncryptTheExampleOfTheStandard() throws GeneralSecurityException {
        // Given
        PrivateKey ours = KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, decoded(OUR_PRIVATE)), P256.parameters()));
        byte[] text = "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII);

        // When
        byte[] message = Encryption.encrypt(
                text,
                new WebSubscription("https://push.example/1", THEIRS, SECRET),
                new KeyPair(P256.decode(decoded(OURS)), ours),
                decoded(SALT));

        // Then
        assertThat(Subscriber.base64(message)).isEqualTo(MESSAGE);
    }

    @Test
    void shouldFillARecordWhenTheTextIsAsLongAsItMayBe() throws GeneralSecurityException {
        // Given
        Subscriber subscriber = Subscriber.create();
        String longest = "x".repeat(Encryption.LONGEST);

        // When
        byte[] message = new Encryption()
                .encrypt(
                        longest.getBytes(StandardCharsets.US_ASCII), subscriber.subscription("https://push.example/1"));

        // Then
        assertThat(message).hasSize(4096);
        assertThat(subscriber.decrypt(message)).isEqualTo(longest);
    }

    @Test
    void shouldRefuseKeysThatAreNone() {
        // Given
        byte[] beside = decoded(THEIRS);
        beside[64] ^= 1;

        // Then
        assertRefused(Subscriber.base64(beside), SECRET);
        assertRefused(THEIRS.substring(2), SECRET);
        assertRefused("%%%", SECRET);
        assertRefused(THEIRS, "c2hvcnQ");
    }

    private static void assertRefused(String key, String secret) {
        WebSubscription subscription = new WebSubscription("https://push.example/1", key, secret);
        assertThatThrownBy(() -> new Encryption().encrypt(new byte[0], subscription))
                .isInstanceOf(InvalidKeyException.class);
    }

    private static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
