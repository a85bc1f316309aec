package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.protocol.TextLimits;
import io.parley.schemas.ConversationId;
import io.parley.schemas.PlainText;
import io.parley.schemas.UserId;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The fields of a request's body, each read with its check. */
record JsonFields(JsonNode body) {

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_ID = 256;
    private static final int LAST_YEAR = 9_999;

    /** Refuses fields that aren't known: an {@code until} that was misspelt would suspend somebody for good. */
    void requireKnown(Set<String> known) throws Problem {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new Problem(
                        Status.BAD_REQUEST,
                        "a field that is not known (expected: "
                                + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        }
    }

    boolean has(String field) {
        return !body.path(field).isMissingNode();
    }

    String text(String field) throws Problem {
        JsonNode value = body.path(field);
        if (!value.isTextual()) {
            throw new Problem(
                    Status.BAD_REQUEST, field + (value.isMissingNode() ? ": missing" : ": (expected: a text)"));
        }
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        if (!encoder.canEncode(value.textValue())) {
            throw invalid(field, "Unicode text, no half of a surrogate pair");
        }
        return value.textValue();
    }

    /** A text of up to so many characters. */
    String text(String field, int longest) throws Problem {
        String text = text(field);
        if (text.isEmpty() || text.codePointCount(0, text.length()) > longest) {
            throw invalid(field, "1 to " + longest + " characters");
        }
        return text;
    }

    String title() throws Problem {
        String title = text("title", TextLimits.LONGEST_TITLE);
        if (PlainText.isBlank(title) || !PlainText.isPlain(title)) {
            throw invalid("title", "1 to " + TextLimits.LONGEST_TITLE + " characters, none of them for control");
        }
        return title;
    }

    boolean flag(String field) throws Problem {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw invalid(field, "true or false");
        }
        return value.asBoolean(false);
    }

    /** A whole number from 1 to a largest one; empty if it is missing. */
    OptionalLong number(String field, long largest) throws Problem {
        JsonNode value = body.path(field);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 1
                || value.longValue() > largest) {
            throw invalid(field, "a whole number, 1 to " + largest);
        }
        return OptionalLong.of(value.longValue());
    }

    ConversationId conversation() throws Problem {
        String id = text("conversationId");
        if (!ConversationId.isValid(id)) {
            throw invalid("conversationId", ConversationId.EXPECTATION);
        }
        return ConversationId.parse(id);
    }

    UserId user(String field) throws Problem {
        return user(field, text(field));
    }

    /** User ids, each once, in their order. */
    List<String> members() throws Problem {
        JsonNode members = body.path("members");
        if (!members.isArray()) {
            throw new Problem(Status.BAD_REQUEST, "members: " + (has("members") ? "(expected: user ids)" : "missing"));
        }
        Set<String> users = new LinkedHashSet<>();
        for (JsonNode member : members) {
            users.add(user("members", member.isTextual() ? member.textValue() : "")
                    .value());
        }
        return List.copyOf(users);
    }

    /** A token's id: longer ones than a gateway remembers of a token would end nothing. */
    String id(String field) throws Problem {
        String id = text(field);
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw invalid(field, "1 to " + LONGEST_ID + " characters");
        }
        return id;
    }

    String reason() throws Problem {
        String reason = text("reason");
        if (PlainText.isBlank(reason) || reason.length() > LONGEST_REASON || !PlainText.isPlain(reason)) {
            throw invalid("reason", "1 to " + LONGEST_REASON + " characters, none of them for control");
        }
        return reason;
    }

    Optional<Instant> time(String field) throws Problem {
        if (!has(field)) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text(field));
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return Optional.of(time.toInstant().truncatedTo(ChronoUnit.MILLIS));
            }
        } catch (DateTimeParseException e) {
            throw new Problem(Status.BAD_REQUEST, field + ": (expected: a time such as 2026-01-02T03:04:05Z)", e);
        }
        throw invalid(field, "a time in the years 0 to " + LAST_YEAR);
    }

    static Problem invalid(String field, String expected) {
        return new Problem(Status.BAD_REQUEST, field + ": (expected: " + expected + ")");
    }

    private static UserId user(String field, String id) throws Problem {
        if (!UserId.isValid(id)) {
            throw invalid(field, UserId.EXPECTATION);
        }
        return new UserId(id);
    }
}
