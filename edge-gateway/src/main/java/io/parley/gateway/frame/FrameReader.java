package io.parley.gateway.frame;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.parley.avro.Add;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Remove;
import io.parley.avro.Send;
import io.parley.gateway.frame.ClientFrame.Close;
import io.parley.gateway.frame.ClientFrame.Command;
import io.parley.gateway.frame.ClientFrame.History;
import io.parley.gateway.frame.ClientFrame.Malformed;
import io.parley.gateway.frame.ClientFrame.Open;
import io.parley.gateway.frame.ClientFrame.Ping;
import io.parley.gateway.frame.ClientFrame.Read;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads clients' frames: JSON in, a validated {@link ClientFrame} out. What is not valid is a {@link Malformed}, never
 * an exception. Safe for many threads.
 *
 * <p>Lengths count Unicode code points. Members are taken once each and without the sender.
 */
public final class FrameReader {

    private static final int LONGEST_CONTENT = 16_384;
    private static final int LONGEST_CONTENT_TYPE = 255;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;
    private static final String PLAIN_TEXT = "text/plain";

    /** In the protocol, but not of this version. */
    private static final Set<String> UNSUPPORTED =
            Set.of("edit", "delete", "react", "rename", "typing", "status", "device", "auth");

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            // Clients choose the names of fields: keep them out of the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Reads one frame's text, in UTF-8, that this user sent. */
    public ClientFrame read(byte[] bytes, int offset, int length, UserId sender) {
        FrameFields fields;
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            fields = FrameFields.read(parser);
        } catch (IOException e) {
            fields = null;
        }
        if (fields == null) {
            Rejection rejection = Rejection.of(Correlation.NONE, RejectCode.BAD_FRAME, "not a JSON object");
            return new Malformed("none", rejection, false);
        }
        FrameChecks checks = new FrameChecks(fields);
        ClientFrame frame = read(checks, sender.value());
        return checks.passed()
                ? frame
                : new Malformed(
                        frame == null ? "unknown" : frame.type(),
                        Rejection.of(checks.correlation(), checks.code(), checks.problem()),
                        true);
    }

    private static ClientFrame read(FrameChecks checks, String sender) {
        String type = checks.text(Field.TYPE, Integer.MAX_VALUE);
        if (type == null) {
            return null;
        }
        switch (type) {
            case "create":
                return create(checks, sender);
            case "send":
                return send(checks);
            case "add":
                return command(type, checks, new Add(someMembers(checks)));
            case "remove":
                return command(type, checks, new Remove(someMembers(checks)));
            case "open":
                checks.conversationId();
                return new Open(checks.correlation());
            case "close":
                checks.conversationId();
                return new Close(checks.correlation());
            case "history":
                return history(checks);
            case "read":
                checks.conversationId();
                return new Read(checks.correlation(), checks.sequence(Field.SEQUENCE, 0));
            case "ping":
                return new Ping(checks.correlation());
            default:
                checks.fail(
                        UNSUPPORTED.contains(type)
                                ? type + " is not supported by this version"
                                : "type: unknown (expected: a frame type of the protocol)");
                return null;
        }
    }

    private static Command command(String type, FrameChecks checks, Object body) {
        return new Command(type, checks.commandId(), checks.conversationId(), body);
    }

    private static Command create(FrameChecks checks, String sender) {
        String id = checks.commandId();
        String kind = checks.text(Field.KIND, Integer.MAX_VALUE);
        Set<String> others = checks.members();
        others.remove(sender);
        String title = checks.optionalText(Field.TITLE, LONGEST_TITLE);
        ConversationKind parsed = "direct".equals(kind) ? ConversationKind.DIRECT : ConversationKind.GROUP;
        if (kind != null && parsed == ConversationKind.GROUP && !kind.equals("group")) {
            checks.fail("kind: unknown (expected: " + Field.KIND.expectation() + ")");
        }
        String conversation = parsed == ConversationKind.DIRECT ? direct(checks, sender, others) : group(checks);
        return new Command("create", id, conversation, new Create(parsed, new ArrayList<>(others), title));
    }

    private static String group(FrameChecks checks) {
        String id = checks.conversationId();
        if (checks.passed() && !ConversationId.parse(id).isRandom()) {
            checks.fail("conversationId: name-based or otherwise not random (expected: a UUID of version 4 or 7)");
        }
        return id;
    }

    private static String direct(FrameChecks checks, String sender, Set<String> others) {
        if (checks.passed() && others.size() != 1) {
            checks.fail("members: a direct conversation has one other member (expected: one user id, not your own)");
        }
        if (!checks.passed()) {
            return null;
        }
        String derived = ConversationId.direct(
                        new UserId(sender), new UserId(others.iterator().next()))
                .toString();
        if (checks.has(Field.CONVERSATION_ID) && !derived.equals(checks.conversationId())) {
            checks.fail("conversationId: a direct conversation's is derived (expected: leave it out)");
        }
        return derived;
    }

    private static Command send(FrameChecks checks) {
        String content = checks.text(Field.CONTENT, LONGEST_CONTENT);
        String contentType = checks.optionalText(Field.CONTENT_TYPE, LONGEST_CONTENT_TYPE);
        boolean encrypted = checks.flag(Field.ENCRYPTED);
        OptionalLong replyTo = checks.optionalSequence(Field.REPLY_TO, 1);
        if (encrypted && checks.passed() && !Base64Text.isBase64(content)) {
            checks.fail("content: not base64 (expected: base64 with padding, since encrypted is true)");
        }
        return command(
                "send",
                checks,
                new Send(
                        content,
                        contentType == null ? PLAIN_TEXT : contentType,
                        encrypted,
                        replyTo.isPresent() ? replyTo.getAsLong() : null));
    }

    private static List<String> someMembers(FrameChecks checks) {
        Set<String> members = checks.members();
        if (members.isEmpty()) {
            checks.fail("members: none (expected: one user id or more)");
        }
        return new ArrayList<>(members);
    }

    private static History history(FrameChecks checks) {
        checks.requireRef();
        checks.conversationId();
        OptionalLong after = checks.optionalSequence(Field.AFTER, 0);
        OptionalLong before = checks.optionalSequence(Field.BEFORE, 1);
        OptionalLong through = checks.optionalSequence(Field.THROUGH, 0);
        int limit = checks.number(Field.LIMIT, 1, LONGEST_PAGE, USUAL_PAGE);
        if (after.isPresent() && before.isPresent()) {
            checks.fail("after, before: both given (expected: one of them, or none)");
        }
        return new History(checks.correlation(), after, before, through, limit);
    }
}
