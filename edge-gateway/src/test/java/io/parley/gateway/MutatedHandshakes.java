package io.parley.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Handshakes with something changed about them: the request line, a header, a token, what comes behind; and, like any bytes
 * of a stranger's, a bit, a part that is missing or twice there.
 */
final class MutatedHandshakes {

    private static final String LINE = "GET /v1/connect HTTP/1.1";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static final List<String> LINES = List.of(
            "GET /v1/connect?token=x HTTP/1.1",
            "get /v1/connect HTTP/1.1",
            "POST /v1/connect HTTP/1.1",
            "HEAD /v1/connect HTTP/1.1",
            "OPTIONS * HTTP/1.1",
            "CONNECT 127.0.0.1:80 HTTP/1.1",
            "GET http://example.org/v1/connect HTTP/1.1",
            "GET /v1/../v1/connect HTTP/1.1",
            "GET /v1/connect HTTP/1.0",
            "GET /v1/connect HTTP/0.9",
            "GET /v1/connect HTTP/2.0",
            "GET /v1/connect HTTP/99999999999.1",
            "GET /v1/connect",
            "GET  HTTP/1.1",
            "GET",
            "",
            " ",
            "PRI * HTTP/2.0",
            "\u0016\u0003\u0001\u0002",
            "GET /" + "x".repeat(17_000) + " HTTP/1.1",
            "X".repeat(17_000),
            "POST /v1/token HTTP/1.1",
            "GET / HTTP/1.1",
            "GET /%00\u0000 HTTP/1.1",
            "GET /v1/connect\tHTTP/1.1");

    private static final List<String> HEADERS = List.of(
            "Host: 127.0.0.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

    private static final List<String> OTHER_HEADERS = List.of(
            "Host:",
            "Host: a, b",
            "Connection: close",
            "Connection: keep-alive, Upgrade",
            "Connection: " + "upgrade, ".repeat(500),
            "Upgrade: h2c",
            "Upgrade: websocket, h2c",
            "Sec-WebSocket-Version: 8",
            "Sec-WebSocket-Version: 13, 8",
            "Sec-WebSocket-Version: -1",
            "Sec-WebSocket-Key:",
            "Sec-WebSocket-Key: " + "A".repeat(5_000),
            "Sec-WebSocket-Key: \u00ff\u00fe",
            "Sec-WebSocket-Protocol: parley.v1.json",
            "Sec-WebSocket-Protocol: bearer.",
            "Sec-WebSocket-Protocol: bearer.a.b.c, parley.v1.json",
            "Sec-WebSocket-Protocol: " + ",".repeat(3_000),
            "Sec-WebSocket-Protocol: mqtt",
            "Sec-WebSocket-Extensions: permessage-deflate",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits; server_max_window_bits=99",
            "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=many",
            "Sec-WebSocket-Extensions: permessage-deflate; =; ;;=\"",
            "Sec-WebSocket-Extensions: " + "permessage-deflate; client_no_context_takeover, ".repeat(200),
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
            "Origin: null",
            "Origin: http://127.0.0.1",
            "Origin: https://evil.example",
            "Origin: \u00e9:\\//:-1",
            "X-Forwarded-Proto: https",
            "Content-Length: 5",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 20000",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Expect: 100-continue",
            "Expect: 200-ok",
            "X: " + "y".repeat(33_000),
            "X".repeat(33_000) + ": y",
            "No colon",
            ": no name",
            " folded",
            "X:\u0000",
            "X: \r y",
            "Na me: x");

    private static final List<String> JOSE_HEADERS = List.of(
            "{\"alg\":\"HS256\"}",
            "{\"alg\":\"none\"}",
            "{\"alg\":\"HS512\"}",
            "{\"alg\":\"RS256\",\"kid\":\"x\"}",
            "{\"alg\":1}",
            "{\"alg\":null}",
            "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
            "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}",
            "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}",
            "{\"alg\":\"HS256\",\"x5c\":[\"x\"],\"jku\":\"http://127.0.0.1:1/\"}",
            "{\"alg\":\"ES256\",\"alg\":\"HS256\"}",
            "{\"alg\":\"HS256\",\"typ\":{\"a\":[]}}",
            "{}",
            "[]",
            "null",
            "",
            "[".repeat(4_000),
            "{\"a\":".repeat(900));

    private static final List<String> CLAIMS = List.of(
            "{\"sub\":\"mallory\",\"exp\":4000000000}",
            "{\"sub\":\"mallory\"}",
            "{\"sub\":\"mallory\",\"exp\":1}",
            "{\"sub\":\"mallory\",\"exp\":-1}",
            "{\"sub\":\"mallory\",\"exp\":1e300}",
            "{\"sub\":\"mallory\",\"exp\":9223372036854775807}",
            "{\"sub\":\"mallory\",\"exp\":\"4000000000\"}",
            "{\"sub\":\"mallory\",\"exp\":{},\"nbf\":[]}",
            "{\"sub\":\"mallory\",\"exp\":4000000000,\"nbf\":4000000000}",
            "{\"sub\":\"mallory\",\"exp\":4000000000,\"device\":7}",
            "{\"sub\":\"mallory\",\"exp\":4000000000,\"device\":\"" + "d".repeat(3_000) + "\"}",
            "{\"sub\":\"mallory\",\"exp\":4000000000,\"aud\":[1,null,{}],\"iss\":2}",
            "{\"sub\":7,\"exp\":4000000000}",
            "{\"sub\":null,\"exp\":4000000000}",
            "{\"sub\":\"\\u0000\",\"exp\":4000000000}",
            "{\"sub\":\"" + "m".repeat(65) + "\",\"exp\":4000000000}",
            "{\"sub\":\"mallory\",\"exp\":4000000000,\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
            "{",
            "[]",
            "7",
            "");

    private final Random random;
    private final String goodToken;
    private final byte[] secret;

    /** @param secret what the tokens of this gateway are signed with, so that claims can be wrong in themselves */
    MutatedHandshakes(Random random, String goodToken, String secret) {
        this.random = random;
        this.goodToken = goodToken;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** One that is as it should be. */
    byte[] good() {
        List<String> lines = new ArrayList<>(HEADERS);
        lines.add(0, LINE);
        lines.add("Authorization: Bearer " + goodToken);
        return request(lines, "\r\n");
    }

    /** The next one, with the bytes after it. */
    byte[] next() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(8) == 0 ? random.nextInt(5) : 0; i >= 0; i--) {
            bytes.writeBytes(mutated());
        }
        switch (random.nextInt(6)) {
            case 0 -> bytes.writeBytes(noise());
            case 1 -> bytes.writeBytes(FrameFault.values()[random.nextInt(FrameFault.values().length)].bytes(random));
            case 2 -> bytes.writeBytes(RawWebSocket.frame(0x81, new MutatedTexts(random).next(), true));
            default -> {
                // Nothing comes behind it.
            }
        }
        return bytes.toByteArray();
    }

    private byte[] mutated() {
        List<String> headers = new ArrayList<>(HEADERS);
        headers.add(authorization());
        for (int i = random.nextInt(4); i > 0; i--) {
            int which = random.nextInt(headers.size());
            switch (random.nextInt(6)) {
                case 0 -> headers.remove(which);
                case 1 -> headers.add(which, headers.get(random.nextInt(headers.size())));
                case 2 -> headers.set(which, headers.get(which).toUpperCase(Locale.ROOT));
                default -> headers.add(which, pick(OTHER_HEADERS));
            }
            if (headers.isEmpty()) {
                headers.add(pick(OTHER_HEADERS));
            }
        }
        headers.add(0, random.nextInt(4) == 0 ? pick(LINES) : LINE);
        byte[] request = request(headers, random.nextInt(10) == 0 ? "\n" : "\r\n");
        return random.nextInt(3) == 0 ? Bytes.mutated(request, random) : request;
    }

    private String authorization() {
        return switch (random.nextInt(8)) {
            case 0 -> "Authorization: Basic bWFsbG9yeTpwYXNz";
            case 1 -> "Authorization: Bearer";
            case 2 -> "Authorization: Bearer " + new String(noise(), StandardCharsets.ISO_8859_1);
            case 3 ->
                "Authorization: Bearer "
                        + new String(
                                Bytes.mutated(goodToken.getBytes(StandardCharsets.US_ASCII), random),
                                StandardCharsets.ISO_8859_1);
            case 4 -> "Sec-WebSocket-Protocol: parley.v1.json, bearer." + (random.nextBoolean() ? goodToken : token());
            case 5 -> "Authorization: bearer  " + goodToken;
            default -> "Authorization: Bearer " + token();
        };
    }

    private String token() {
        String signed = base64(pick(JOSE_HEADERS)) + "." + base64(pick(CLAIMS));
        return signed + "." + (random.nextInt(4) == 0 ? "" : BASE64.encodeToString(hmac(signed)));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 20_000 : 200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] request(List<String> lines, String end) {
        return (String.join(end, lines) + end + end).getBytes(StandardCharsets.ISO_8859_1);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
