package io.parley.gateway.frame;

import io.parley.avro.InboxPosition;
import io.parley.protocol.FrameLimits;
import io.parley.protocol.RejectCode;
import io.parley.protocol.TextLimits;
import io.parley.schemas.CommandId;
import io.parley.schemas.ContentType;
import io.parley.schemas.ConversationId;
import io.parley.schemas.PlainText;
import io.parley.schemas.Reactions;
import io.parley.schemas.UserId;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Validates one frame's fields, and remembers the first problem. After a problem the returned values are meaningless.
 */
final class FrameChecks {

    private final FrameFields fields;
    private RejectCode code = RejectCode.BAD_FRAME;
    private String problem;

    FrameChecks(FrameFields fields) {
        this.fields = fields;
    }

    boolean passed() {
        return problem == null;
    }

    RejectCode code() {
        return code;
    }

    String problem() {
        return problem;
    }

    /** The readable parts of the correlation, valid or not. */
    Correlation correlation() {
        return fields.correlation();
    }

    /** Whether the frame has the field, with any value. */
    boolean has(Field field) {
        return fields.get(field) != null;
    }

    String commandId() {
        String id = required(Field.ID, String.class);
        require(Field.ID, id == null || CommandId.isValid(id));
        return id;
    }

    String conversationId() {
        String id = required(Field.CONVERSATION_ID, String.class);
        require(Field.CONVERSATION_ID, id == null || ConversationId.isValid(id));
        return id;
    }

    /** A user other than this one. */
    String otherUserId(String self) {
        String id = required(Field.USER_ID, String.class);
        require(Field.USER_ID, id == null || UserId.isValid(id));
        if (self.equals(id)) {
            fail(Field.USER_ID.wireName() + ": the user themself (expected: another one)");
        }
        return id;
    }

    Optional<Instant> optionalTime(Field field) {
        String text = optional(field, String.class);
        if (text == null) {
            return Optional.empty();
        }
        try {
            // Avro keeps it as 64 bits of milliseconds.
            return Optional.of(
                    Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli()));
        } catch (DateTimeException | ArithmeticException e) {
            require(field, false);
            return Optional.empty();
        }
    }

    /** A required reference of the client's own. */
    void requireRef() {
        Object ref = fields.get(Field.REF);
        if (ref == null) {
            missing(Field.REF);
        } else {
            require(
                    Field.REF,
                    ref instanceof Long
                            || (ref instanceof String text && isBetween(characters(text), 1, FrameLimits.LONGEST_REF)));
        }
    }

    String text(Field field, int longest) {
        return checkedLength(field, required(field, String.class), longest);
    }

    /** A text that is shown within other texts, such as a reaction. */
    String plainText(Field field, int longest) {
        String text = text(field, longest);
        if (text != null && !PlainText.isPlain(text)) {
            fail(field.wireName() + ": a control character or an override of direction (expected: none)");
        }
        return text;
    }

    String reaction() {
        String reaction = plainText(Field.REACTION, TextLimits.LONGEST_REACTION);
        if (reaction != null && Reactions.key(reaction).isEmpty()) {
            fail(Field.REACTION.wireName() + ": variation selectors alone (expected: something to be seen)");
        }
        return reaction;
    }

    /** A conversation's title. */
    String title() {
        String title = plainText(Field.TITLE, TextLimits.LONGEST_TITLE);
        if (title != null && PlainText.isBlank(title)) {
            fail(Field.TITLE.wireName() + ": blanks alone (expected: something to be seen)");
        }
        return title;
    }

    /** A conversation's title, or null if it is absent. */
    String optionalTitle() {
        return has(Field.TITLE) ? title() : null;
    }

    /** A content type, or null if it is absent. */
    String contentType() {
        String type = optional(Field.CONTENT_TYPE, String.class);
        require(Field.CONTENT_TYPE, type == null || ContentType.isValid(type));
        return type;
    }

    boolean flag(Field field) {
        return Boolean.TRUE.equals(optional(field, Boolean.class));
    }

    /** Whether the field, which has one of two texts, has the second. */
    boolean oneOf(Field field, String one, String other) {
        String text = required(field, String.class);
        require(field, text == null || text.equals(one) || text.equals(other));
        return other.equals(text);
    }

    long sequence(Field field, long least) {
        Long sequence = required(field, Long.class);
        require(field, sequence == null || isBetween(sequence, least, FrameLimits.LARGEST_SEQUENCE));
        return sequence == null ? 0 : sequence;
    }

    OptionalLong optionalSequence(Field field, long least) {
        return has(field) ? OptionalLong.of(sequence(field, least)) : OptionalLong.empty();
    }

    /** A place in the inbox, or nothing if it is absent. */
    Optional<InboxPosition> cursor() {
        String text = optional(Field.BEFORE, String.class);
        Optional<InboxPosition> place = text == null ? Optional.empty() : InboxCursor.parse(text);
        require(Field.BEFORE, text == null || place.isPresent());
        return place;
    }

    int number(Field field, int least, int most, int otherwise) {
        Long number = optional(field, Long.class);
        require(field, number == null || isBetween(number, least, most));
        return number == null ? otherwise : number.intValue();
    }

    /** A user id, or null if it is absent. */
    String optionalUserId(Field field) {
        String user = optional(field, String.class);
        require(field, user == null || UserId.isValid(user));
        return user;
    }

    /** User ids, each once, in their order. */
    Set<String> members() {
        List<?> members = required(Field.MEMBERS, List.class);
        Set<String> users = new LinkedHashSet<>();
        if (members != null) {
            for (Object member : members) {
                String user = (String) member;
                require(Field.MEMBERS, UserId.isValid(user));
                users.add(user);
            }
        }
        return users;
    }

    /** Notes a problem of the frame as a whole, or of several fields. */
    void fail(String message) {
        if (problem == null) {
            problem = message;
        }
    }

    private <T> T required(Field field, Class<T> type) {
        if (!has(field)) {
            missing(field);
        }
        return optional(field, type);
    }

    private <T> T optional(Field field, Class<T> type) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (value == FrameFields.ILL_FORMED) {
            fail(field.wireName() + ": not Unicode text (half of a surrogate pair)");
            return null;
        }
        require(field, type.isInstance(value));
        return type.isInstance(value) ? type.cast(value) : null;
    }

    private void missing(Field field) {
        fail(field.wireName() + ": missing (expected: " + field.expectation() + ")");
    }

    private void require(Field field, boolean valid) {
        if (!valid) {
            fail(field.wireName() + ": not valid (expected: " + field.expectation() + ")");
        }
    }

    private String checkedLength(Field field, String text, int longest) {
        if (text != null) {
            int length = characters(text);
            if (!isBetween(length, 1, longest)) {
                if (problem == null && field == Field.CONTENT && length > longest) {
                    code = RejectCode.TOO_LARGE;
                }
                fail(field.wireName() + ": " + length + " characters (expected: " + field.expectation() + ")");
            }
        }
        return text;
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isBetween(long value, long least, long most) {
        return value >= least && value <= most;
    }
}
