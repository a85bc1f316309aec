package io.parley.gateway.frame;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.React;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Role;
import io.parley.avro.Send;
import io.parley.gateway.frame.ClientFrame.Command;
import io.parley.protocol.CommandType;
import io.parley.protocol.TextLimits;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Parses commands. Members are listed once each and without the sender. */
final class CommandParser {

    private static final String PLAIN_TEXT = "text/plain";

    private CommandParser() {}

    /** Parses a command; after a problem, which the checks remember, the result is meaningless. */
    static Command parse(CommandType type, FrameChecks checks, String sender) {
        return switch (type) {
            case CREATE -> create(checks, sender);
            case SEND -> send(checks);
            case EDIT ->
                command(
                        type,
                        checks,
                        new Edit(target(checks), checks.text(Field.CONTENT, TextLimits.LONGEST_CONTENT), null));
            case DELETE -> command(type, checks, new Delete(target(checks), null));
            case REACT ->
                command(type, checks, new React(target(checks), checks.reaction(), checks.flag(Field.REMOVE), null));
            case ADD -> command(type, checks, new Add(someMembers(checks)));
            case REMOVE -> command(type, checks, new Remove(someMembers(checks)));
            case ROLE -> command(type, checks, role(checks));
            case RENAME -> command(type, checks, new Rename(checks.title()));
        };
    }

    private static Command command(CommandType type, FrameChecks checks, Object body) {
        return new Command(type.wireName(), checks.commandId(), checks.conversationId(), body);
    }

    private static Command create(FrameChecks checks, String sender) {
        String id = checks.commandId();
        boolean isGroup = checks.oneOf(Field.KIND, "direct", "group");
        Set<String> others = checks.members();
        others.remove(sender);
        String title = checks.optionalTitle();
        String conversation = isGroup ? group(checks) : direct(checks, sender, others);
        ConversationKind kind = isGroup ? ConversationKind.GROUP : ConversationKind.DIRECT;
        return new Command(
                CommandType.CREATE.wireName(), id, conversation, new Create(kind, new ArrayList<>(others), title));
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
        String content = checks.text(Field.CONTENT, TextLimits.LONGEST_CONTENT);
        String contentType = checks.contentType();
        boolean encrypted = checks.flag(Field.ENCRYPTED);
        OptionalLong replyTo = checks.optionalSequence(Field.REPLY_TO, 1);
        if (encrypted && checks.passed() && !Base64Text.isBase64(content)) {
            checks.fail("content: not base64 (expected: base64 with padding, since encrypted is true)");
        }
        return command(
                CommandType.SEND,
                checks,
                new Send(
                        content,
                        contentType == null ? PLAIN_TEXT : contentType,
                        encrypted,
                        replyTo.isPresent() ? replyTo.getAsLong() : null,
                        null));
    }

    private static List<String> someMembers(FrameChecks checks) {
        Set<String> members = checks.members();
        if (members.isEmpty()) {
            checks.fail("members: none (expected: one user id or more)");
        }
        return new ArrayList<>(members);
    }

    private static ChangeRole role(FrameChecks checks) {
        List<String> members = someMembers(checks);
        return new ChangeRole(members, checks.oneOf(Field.ROLE, "member", "owner") ? Role.OWNER : Role.MEMBER);
    }

    private static long target(FrameChecks checks) {
        return checks.sequence(Field.TARGET, 1);
    }
}
