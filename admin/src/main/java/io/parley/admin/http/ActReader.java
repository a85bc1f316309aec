package io.parley.admin.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parley.admin.access.Caller;
import io.parley.admin.act.Act;
import io.parley.admin.act.ReadEvents;
import io.parley.history.HistoryQuery;
import io.parley.protocol.FrameLimits;
import io.parley.schemas.GatewayId;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads acts from request bodies. */
public final class ActReader {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int USUAL_LIMIT = 50;

    /** Paths of all acts, with what reads their body. */
    private final Map<String, Parser> parsers = new HashMap<>();

    private final Clock clock;
    private final Duration tokenMemory;

    /** Reads the body of one kind of act. */
    @FunctionalInterface
    interface Parser {

        Act parse(JsonFields body, Caller caller) throws Problem;
    }

    /** @param tokenMemory how long an ended token is remembered when the request doesn't say */
    public ActReader(Clock clock, Duration tokenMemory) {
        this.clock = clock;
        this.tokenMemory = tokenMemory;
        parsers.put("/v1/suspend", (body, caller) -> suspend(body));
        parsers.put("/v1/resume", (body, caller) -> resume(body));
        parsers.put("/v1/sign-out", (body, caller) -> signOut(body));
        parsers.put("/v1/end-token", (body, caller) -> endToken(body));
        parsers.put("/v1/end-sign-in", (body, caller) -> endSignIn(body));
        parsers.put("/v1/retire", (body, caller) -> retire(body));
        parsers.put("/v1/read-events", (body, caller) -> readEvents(body));
        parsers.putAll(ConversationActReader.parsers());
    }

    /** Returns the paths of all acts. */
    Set<String> paths() {
        return Set.copyOf(parsers.keySet());
    }

    /** @throws Problem saying which field is wrong and what was expected */
    Act read(String path, byte[] body, Caller caller) throws Problem {
        try {
            JsonNode node = JSON.readTree(body);
            if (node == null || !node.isObject()) {
                throw new Problem(Status.BAD_REQUEST, "the body is no JSON object");
            }
            return parsers.get(path).parse(new JsonFields(node), caller);
        } catch (JsonProcessingException e) {
            throw new Problem(Status.BAD_REQUEST, "the body is no JSON object: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new Problem(Status.BAD_REQUEST, "the body can't be read", e);
        }
    }

    private Act suspend(JsonFields body) throws Problem {
        body.requireKnown(Set.of("userId", "until", "reason"));
        Optional<Instant> until = body.time("until");
        if (until.isPresent() && !until.get().isAfter(clock.instant())) {
            throw new Problem(Status.BAD_REQUEST, "until: " + until.get() + " (expected: a time to come)");
        }
        return new Act.Suspend(body.user("userId"), until, body.reason());
    }

    private Act resume(JsonFields body) throws Problem {
        body.requireKnown(Set.of("userId", "reason"));
        return new Act.Resume(body.user("userId"), body.reason());
    }

    private Act signOut(JsonFields body) throws Problem {
        body.requireKnown(Set.of("userId", "issuedBefore", "reason"));
        Instant now = now();
        Instant issuedBefore = body.time("issuedBefore").orElse(now);
        if (issuedBefore.isAfter(now)) {
            throw new Problem(
                    Status.BAD_REQUEST, "issuedBefore: " + issuedBefore + " (expected: now, or a time that is past)");
        }
        return new Act.SignOut(body.user("userId"), issuedBefore, body.reason());
    }

    private Act endToken(JsonFields body) throws Problem {
        body.requireKnown(Set.of("jti", "until", "reason"));
        return new Act.EndToken(body.id("jti"), until(body), body.reason());
    }

    private Act endSignIn(JsonFields body) throws Problem {
        body.requireKnown(Set.of("sid", "until", "reason"));
        return new Act.EndSignIn(body.id("sid"), until(body), body.reason());
    }

    private static Act retire(JsonFields body) throws Problem {
        body.requireKnown(Set.of("gatewayId", "reason"));
        String id = body.text("gatewayId");
        if (!GatewayId.isValid(id)) {
            throw JsonFields.invalid("gatewayId", GatewayId.EXPECTATION);
        }
        return new Act.Retire(new GatewayId(id), body.reason());
    }

    private static Act readEvents(JsonFields body) throws Problem {
        body.requireKnown(Set.of("conversationId", "before", "limit", "reason"));
        OptionalLong before = body.number("before", FrameLimits.LARGEST_SEQUENCE);
        int limit = (int) body.number("limit", HistoryQuery.LARGEST_LIMIT).orElse(USUAL_LIMIT);
        return new ReadEvents(body.conversation(), before, limit, body.reason());
    }

    private Instant until(JsonFields body) throws Problem {
        return body.time("until").orElse(now().plus(tokenMemory));
    }

    /** As records keep times. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
