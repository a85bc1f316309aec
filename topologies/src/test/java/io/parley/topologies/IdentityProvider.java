package io.parley.topologies;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Gives tokens to clients that know their secret, as an identity provider does over OpenID Connect: client credentials
 * alone, signed with RS256, and the key to check them with.
 */
final class IdentityProvider implements AutoCloseable {

    static final String ISSUER = "https://identity.test";

    private static final String KEY_ID = "current";
    private static final int LIFE_SECONDS = 600;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final Map<String, Client> clients;
    private final KeyPair key;
    private final HttpServer server;

    /** Holds what is known of a client. */
    record Client(String secret, String audience) {}

    /** @param clients by their ids */
    IdentityProvider(Map<String, Client> clients) throws IOException, GeneralSecurityException {
        this.clients = clients;
        this.key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/keys", exchange -> answer(exchange, OK, keys()));
        server.start();
    }

    String tokenUrl() {
        return url("/token");
    }

    String keysUrl() {
        return url("/keys");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void token(HttpExchange exchange) throws IOException {
        for (Map.Entry<String, Client> client : clients.entrySet()) {
            String pair = client.getKey() + ":" + client.getValue().secret();
            String expected = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            if (expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(
                        exchange,
                        OK,
                        "{\"access_token\":\"" + signed(client.getKey(), client.getValue())
                                + "\",\"token_type\":\"Bearer\"" + ",\"expires_in\":" + LIFE_SECONDS + "}");
                return;
            }
        }
        answer(exchange, UNAUTHORIZED, "{\"error\":\"invalid_client\"}");
    }

    private String signed(String clientId, Client client) {
        long now = Instant.now().getEpochSecond();
        String content = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}") + "."
                + base64("{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + client.audience() + "\",\"sub\":\"" + clientId
                        + "\",\"scope\":\"kafka\",\"iat\":" + now + ",\"exp\":" + (now + LIFE_SECONDS) + "}");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String keys() {
        RSAPublicKey shown = (RSAPublicKey) key.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"" + KEY_ID + "\",\"n\":\""
                + base64(unsigned(shown.getModulus())) + "\",\"e\":\"" + base64(unsigned(shown.getPublicExponent()))
                + "\"}]}";
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
