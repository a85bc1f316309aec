package io.parley.admin.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parley.admin.act.Act;
import io.parley.schemas.GatewayId;
import io.parley.schemas.PlainText;
import io.parley.schemas.UserId;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads acts from request bodies. A field that isn't known is refused: an {@code until} that was misspelt would suspend
 * somebody for good.
 */
final class ActReader {

    /** Paths of all acts, with what reads their body. */
    private final Map<String, Parser> parsers = new HashMap<>();

    private static final int BAD_REQUEST = 400;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_ID = 256;
    private static final int LAST_YEAR = 9_999;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Clock clock;
    private final Duration tokenMemory;

    @FunctionalInterface
    private interface Parser {

        Act parse(JsonNode body) throws Problem;
    }

    /** @param tokenMemory how long an ended token is remembered when the request doesn't say */
    ActReader(Clock clock, Duration tokenMemory) {
        this.clock = clock;
        this.tokenMemory = tokenMemory;
        parsers.put("/v1/suspend", this::suspend);
        parsers.put("/v1/resume", this::resume);
        parsers.put("/v1/sign-out", this::signOut);
        parsers.put("/v1/end-token", this::endToken);
        parsers.put("/v1/end-sign-in", this::endSignIn);
        parsers.put("/v1/retire", this::retire);
    }

    /** Returns the paths of all acts. */
    Set<String> paths() {
        return Set.copyOf(parsers.keySet());
    }

    /** @throws Problem saying which field is wrong and what was expected */
    Act read(String path, byte[] body) throws Problem {
        try {
            JsonNode node = JSON.readTree(body);
            if (node == null || !node.isObject()) {
                throw new Problem(BAD_REQUEST, "the body is no JSON object");
            }
            return parsers.get(path).parse(node);
        } catch (JsonProcessingException e) {
            throw new Problem(BAD_REQUEST, "the body is no JSON object: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new Problem(BAD_REQUEST, "the body can't be read", e);
        }
    }

    private Act suspend(JsonNode body) throws Problem {
        require(body, Set.of("userId", "until", "reason"));
        Optional<Instant> until = time(body, "until");
        if (until.isPresent() && !until.get().isAfter(clock.instant())) {
            throw new Problem(BAD_REQUEST, "until: " + until.get() + " (expected: a time to come)");
        }
        return new Act.Suspend(user(body), until, reason(body));
    }

    private Act resume(JsonNode body) throws Problem {
        require(body, Set.of("userId", "reason"));
        return new Act.Resume(user(body), reason(body));
    }

    private Act signOut(JsonNode body) throws Problem {
        require(body, Set.of("userId", "issuedBefore", "reason"));
        Instant now = now();
        Instant issuedBefore = time(body, "issuedBefore").orElse(now);
        if (issuedBefore.isAfter(now)) {
            throw new Problem(
                    BAD_REQUEST, "issuedBefore: " + issuedBefore + " (expected: now, or a time that is past)");
        }
        return new Act.SignOut(user(body), issuedBefore, reason(body));
    }

    private Act endToken(JsonNode body) throws Problem {
        require(body, Set.of("jti", "until", "reason"));
        return new Act.EndToken(id(body, "jti"), until(body), reason(body));
    }

    private Act endSignIn(JsonNode body) throws Problem {
        require(body, Set.of("sid", "until", "reason"));
        return new Act.EndSignIn(id(body, "sid"), until(body), reason(body));
    }

    private Act retire(JsonNode body) throws Problem {
        require(body, Set.of("gatewayId", "reason"));
        String id = text(body, "gatewayId");
        if (!GatewayId.isValid(id)) {
            throw new Problem(BAD_REQUEST, "gatewayId: (expected: 1-63 characters of a-z 0-9 -, the first no dash)");
        }
        return new Act.Retire(new GatewayId(id), reason(body));
    }

    private static UserId user(JsonNode body) throws Problem {
        String id = text(body, "userId");
        if (!UserId.isValid(id)) {
            throw new Problem(BAD_REQUEST, "userId: (expected: " + UserId.EXPECTATION + ")");
        }
        return new UserId(id);
    }

    /** Longer ones than a gateway remembers of a token would end nothing. */
    private static String id(JsonNode body, String field) throws Problem {
        String id = text(body, field);
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new Problem(BAD_REQUEST, field + ": (expected: 1 to " + LONGEST_ID + " characters)");
        }
        return id;
    }

    private static String reason(JsonNode body) throws Problem {
        String reason = text(body, "reason");
        if (PlainText.isBlank(reason) || reason.length() > LONGEST_REASON || !PlainText.isPlain(reason)) {
            throw new Problem(
                    BAD_REQUEST,
                    "reason: (expected: 1 to " + LONGEST_REASON + " characters, none of them for control)");
        }
        return reason;
    }

    private Instant until(JsonNode body) throws Problem {
        return time(body, "until").orElse(now().plus(tokenMemory));
    }

    private static Optional<Instant> time(JsonNode body, String field) throws Problem {
        if (body.path(field).isMissingNode()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text(body, field));
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return Optional.of(time.toInstant().truncatedTo(ChronoUnit.MILLIS));
            }
        } catch (DateTimeParseException e) {
            throw new Problem(BAD_REQUEST, field + ": (expected: a time such as 2026-01-02T03:04:05Z)", e);
        }
        throw new Problem(BAD_REQUEST, field + ": (expected: a time in the years 0 to " + LAST_YEAR + ")");
    }

    private static String text(JsonNode body, String field) throws Problem {
        JsonNode value = body.path(field);
        if (!value.isTextual()) {
            throw new Problem(BAD_REQUEST, field + (value.isMissingNode() ? ": missing" : ": (expected: a text)"));
        }
        return value.textValue();
    }

    private static void require(JsonNode body, Set<String> known) throws Problem {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new Problem(
                        BAD_REQUEST, "a field that is not known (expected: " + String.join(", ", sorted(known)) + ")");
            }
        }
    }

    private static Iterable<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    /** As records keep times. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
