package io.parley.push.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.servers.TestCertificate;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for FCM and Google's token endpoint. It takes what their documentation describes and nothing else; a test says
 * which tokens and requests are answered otherwise.
 */
public final class FcmStandIn implements AutoCloseable {

    public static final String PROJECT = "parley-test";

    private static final String EMAIL = "push@parley-test.example";
    private static final String KEY_ID = "key-1";
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int LONGEST_DATA = 4096;
    private static final long LONGEST_TTL = Duration.ofDays(28).toSeconds();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair account;
    private final InstantSource clock;
    private final HttpServer server;
    private final Set<String> accessTokens = ConcurrentHashMap.newKeySet();
    private final Map<String, Queue<Response>> scripted = new ConcurrentHashMap<>();
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokenRequests = new AtomicInteger();
    private volatile Response tokenAnswer;

    /**
     * @param tls of the server
     * @param account an RSA key
     */
    public FcmStandIn(TestCertificate tls, KeyPair account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
        this.server = new HttpServer(tls, this::answer);
    }

    public URI address() {
        return URI.create("https://localhost:" + server.port());
    }

    /** The file of the service account, as Google's console writes it. */
    public String serviceAccount() {
        return serviceAccount(account);
    }

    /** The file with the key of somebody else. */
    public String serviceAccount(KeyPair other) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(other.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return JSON.createObjectNode()
                .put("type", "service_account")
                .put("project_id", PROJECT)
                .put("private_key_id", KEY_ID)
                .put("private_key", pem)
                .put("client_email", EMAIL)
                .put("token_uri", address() + "/token")
                .toString();
    }

    /** Answers the next message for a token so. */
    public void script(String token, Response response) {
        scripted.computeIfAbsent(token, any -> new ConcurrentLinkedQueue<>()).add(response);
    }

    /** Answers all requests for access tokens so; null: as Google does. */
    public void scriptTokens(Response response) {
        tokenAnswer = response;
    }

    /** Refuses all access tokens that were given. */
    public void revokeTokens() {
        accessTokens.clear();
    }

    public int tokenRequests() {
        return tokenRequests.get();
    }

    /** The messages that were taken. */
    public List<JsonNode> messages() {
        return messages;
    }

    public int connections() {
        return server.connections();
    }

    /** The body of an error, as Google words it. */
    public static String error(int status, String name, String fcmCode) {
        return "{\"error\":{\"code\":" + status + ",\"message\":\"for a test\",\"status\":\"" + name
                + "\",\"details\":[{\"@type\":\"type.googleapis.com/google.firebase.fcm.v1.FcmError\",\"errorCode\":\""
                + fcmCode + "\"}]}}";
    }

    private Response answer(Request request) {
        try {
            if (!request.method().equals("POST")) {
                return Response.of(405);
            }
            if (request.path().equals("/token")) {
                return token(request);
            }
            if (request.path().equals("/v1/projects/" + PROJECT + "/messages:send")) {
                return message(request);
            }
            return Response.of(404);
        } catch (IOException | ParseException | JOSEException | IllegalArgumentException e) {
            return Response.of(400, error(400, "INVALID_ARGUMENT", e.toString().replace('"', '\'')));
        }
    }

    private Response token(Request request) throws ParseException, JOSEException {
        int number = tokenRequests.incrementAndGet();
        if (tokenAnswer != null) {
            return tokenAnswer;
        }
        Map<String, String> form = form(request);
        require(form.keySet().equals(Set.of("grant_type", "assertion")), "members " + form.keySet());
        require(form.get("grant_type").equals("urn:ietf:params:oauth:grant-type:jwt-bearer"), "grant type");
        SignedJWT assertion = SignedJWT.parse(form.get("assertion"));
        JWTClaimsSet claims = assertion.getJWTClaimsSet();
        require(assertion.getHeader().getAlgorithm().getName().equals("RS256"), "algorithm");
        require(KEY_ID.equals(assertion.getHeader().getKeyID()), "key id");
        require(EMAIL.equals(claims.getIssuer()), "issuer");
        require(claims.getAudience().equals(List.of(address() + "/token")), "audience " + claims.getAudience());
        require("https://www.googleapis.com/auth/firebase.messaging".equals(claims.getClaim("scope")), "scope");
        RSAPublicKey key = (RSAPublicKey) account.getPublic();
        Instant issued = claims.getIssueTime().toInstant();
        Instant end = claims.getExpirationTime().toInstant();
        Instant now = clock.instant();
        boolean timely = issued.isAfter(now.minus(SKEW))
                && issued.isBefore(now.plus(SKEW))
                && end.isAfter(now)
                && !end.isAfter(issued.plus(Duration.ofHours(1)));
        if (!assertion.verify(new RSASSAVerifier(key)) || !timely) {
            return Response.of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT\"}");
        }
        String token = "access-" + number;
        accessTokens.add(token);
        return Response.of(200, "{\"access_token\":\"" + token + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
    }

    private Response message(Request request) throws IOException {
        String authorization = request.headers().get("authorization", "");
        if (!authorization.startsWith("Bearer ") || !accessTokens.contains(authorization.substring(7))) {
            return Response.of(401, "{\"error\":{\"code\":401,\"status\":\"UNAUTHENTICATED\"}}");
        }
        require(request.headers().get("content-type", "").startsWith("application/json"), "content type");
        JsonNode root = JSON.readTree(request.body());
        requireMembers(root, Set.of("message"));
        JsonNode message = root.path("message");
        requireMembers(message, Set.of("token", "data", "android"));
        requireData(message.path("data"));
        requireAndroid(message.path("android"));
        String token = message.path("token").asText();
        require(!token.isEmpty(), "token");
        Queue<Response> answers = scripted.get(token);
        Response scriptedAnswer = answers == null ? null : answers.poll();
        if (scriptedAnswer != null) {
            return scriptedAnswer;
        }
        messages.add(message);
        return Response.of(200, "{\"name\":\"projects/" + PROJECT + "/messages/0:" + messages.size() + "\"}");
    }

    private static void requireData(JsonNode data) {
        int bytes = 0;
        for (Map.Entry<String, JsonNode> member : data.properties()) {
            String name = member.getKey();
            require(member.getValue().isTextual(), "data is no text: " + name);
            boolean reserved = name.equals("from")
                    || name.equals("message_type")
                    || name.startsWith("google")
                    || name.startsWith("gcm");
            require(!reserved, "reserved: " + name);
            bytes += name.length() + member.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
        }
        require(bytes > 0 && bytes <= LONGEST_DATA, "data of " + bytes + " bytes");
    }

    /** Without a collapse key, which the real one would take: FCM drops what has more than four. */
    private static void requireAndroid(JsonNode android) {
        requireMembers(android, Set.of("priority", "ttl"));
        require(Set.of("normal", "high").contains(android.path("priority").asText()), "priority");
        String ttl = android.path("ttl").asText();
        require(ttl.matches("[0-9]+s"), "ttl " + ttl);
        require(Long.parseLong(ttl.substring(0, ttl.length() - 1)) <= LONGEST_TTL, "ttl " + ttl);
    }

    private static void requireMembers(JsonNode object, Set<String> names) {
        require(object.isObject(), "no object");
        for (Iterator<String> members = object.fieldNames(); members.hasNext(); ) {
            String name = members.next();
            require(names.contains(name), "unknown: " + name);
        }
    }

    private static Map<String, String> form(Request request) {
        require("application/x-www-form-urlencoded".equals(request.headers().get("content-type")), "content type");
        Map<String, String> form = new HashMap<>();
        for (String member : request.text().split("&", -1)) {
            String[] parts = member.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
