package io.parley.push.fcm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.runtime.tls.Pem;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.List;

/**
 * Identifies us to Google, as its console writes it into a file.
 *
 * @param project that the apps belong to
 * @param email of the account
 * @param keyId of the key
 * @param key signs requests for access tokens
 * @param tokenUri gives access tokens
 */
public record ServiceAccount(String project, String email, String keyId, PrivateKey key, URI tokenUri) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the JSON of a service account.
     *
     * @throws IllegalArgumentException saying what is missing, and nothing of the key
     */
    public static ServiceAccount parse(String json) {
        JsonNode account;
        try {
            account = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // Without the cause, which quotes the text: the key is in it.
            throw new IllegalArgumentException(
                    "no JSON in line " + e.getLocation().getLineNr() + " (expected: a service account)");
        }
        return new ServiceAccount(
                text(account, "project_id"),
                text(account, "client_email"),
                text(account, "private_key_id"),
                key(text(account, "private_key")),
                URI.create(text(account, "token_uri")));
    }

    private static String text(JsonNode account, String member) {
        String text = account.path(member).asText();
        if (text.isBlank()) {
            throw new IllegalArgumentException("no " + member + " (expected: a service account)");
        }
        return text;
    }

    private static PrivateKey key(String pem) {
        try {
            return Pem.privateKey(pem, List.of("RSA"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("private_key (expected: an RSA key in PEM)", e);
        }
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "ServiceAccount[" + email + "]";
    }
}
