package io.parley.push.standin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.servers.TestCertificate;

import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands in for a push service and the browsers behind it, which decrypt what they get with their own keys. */
public final class WebPushStandIn implements AutoCloseable {

    private static final Pattern VAPID = Pattern.compile("vapid t=([A-Za-z0-9_.-]+), k=([A-Za-z0-9_-]+)");
    private static final int LONGEST = 4096;

    private final InstantSource clock;
    private final HttpServer server;
    private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();
    private final Map<String, Queue<Response>> scripted = new ConcurrentHashMap<>();
    private final List<Shown> shown = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** A message that a browser has decrypted. */
    public record Shown(String path, String text, Map<String, String> headers) {}

    public WebPushStandIn(TestCertificate tls, InstantSource clock) {
        this.clock = clock;
        this.server = new HttpServer(tls, this::answer);
    }

    public int port() {
        return server.port();
    }

    public String origin() {
        return "https://localhost:" + port();
    }

    /** Lets a browser subscribe; its endpoint is the path at this origin. */
    public void subscribe(String path, Subscriber subscriber) {
        subscribers.put(path, subscriber);
    }

    /** Answers the next message for a path so. */
    public void script(String path, Response response) {
        scripted.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>()).add(response);
    }

    public List<Shown> shown() {
        return shown;
    }

    /** The authorizations of all requests. */
    public List<String> authorizations() {
        return authorizations;
    }

    private Response answer(Request request) {
        String authorization = request.headers().get("authorization", "");
        authorizations.add(authorization);
        Queue<Response> answers = scripted.get(request.path());
        Response scriptedAnswer = answers == null ? null : answers.poll();
        if (scriptedAnswer != null) {
            return scriptedAnswer;
        }
        Subscriber subscriber = subscribers.get(request.path());
        if (subscriber == null) {
            return Response.of(404);
        }
        try {
            if (!request.method().equals("POST") || !isAuthorized(authorization)) {
                return Response.of(403);
            }
            if (request.body().length > LONGEST) {
                return Response.of(413);
            }
            if (!isWellFormed(request)) {
                return Response.of(400);
            }
            String text = subscriber.decrypt(request.body());
            Map<String, String> headers = Map.of(
                    "ttl", request.headers().get("ttl"),
                    "urgency", request.headers().get("urgency"),
                    "topic", request.headers().get("topic", ""));
            shown.add(new Shown(request.path(), text, headers));
            return Response.of(201).with("location", origin() + "/message/" + shown.size());
        } catch (GeneralSecurityException | ParseException | JOSEException e) {
            return Response.of(400, e.toString());
        }
    }

    private boolean isAuthorized(String authorization) throws ParseException, JOSEException {
        Matcher vapid = VAPID.matcher(authorization);
        if (!vapid.matches()) {
            return false;
        }
        byte[] point = Base64.getUrlDecoder().decode(vapid.group(2));
        ECKey key = new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.encode(Arrays.copyOfRange(point, 1, 33)),
                        Base64URL.encode(Arrays.copyOfRange(point, 33, 65)))
                .build();
        SignedJWT token = SignedJWT.parse(vapid.group(1));
        JWTClaimsSet claims = token.getJWTClaimsSet();
        Instant end = claims.getExpirationTime().toInstant();
        Instant now = clock.instant();
        return token.getHeader().getAlgorithm().getName().equals("ES256")
                && token.verify(new ECDSAVerifier(key))
                && claims.getAudience().equals(List.of(origin()))
                && end.isAfter(now)
                && !end.isAfter(now.plus(Duration.ofHours(24)))
                && claims.getSubject().startsWith("mailto:");
    }

    private static boolean isWellFormed(Request request) {
        return request.headers().get("ttl", "").matches("[0-9]+")
                && Set.of("very-low", "low", "normal", "high")
                        .contains(request.headers().get("urgency", "normal"))
                && request.headers().get("topic", "").matches("[A-Za-z0-9_-]{0,32}")
                && request.headers().get("content-encoding", "").equals("aes128gcm");
    }

    @Override
    public void close() {
        server.close();
    }
}
