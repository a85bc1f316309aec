package io.parley.topologies.conversation.decision;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.React;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Send;
import io.parley.protocol.TextLimits;
import io.parley.schemas.CommandId;
import io.parley.schemas.ContentType;
import io.parley.schemas.ConversationId;
import io.parley.schemas.PlainText;
import io.parley.schemas.Reactions;
import io.parley.schemas.UserId;

import java.util.List;
import java.util.Optional;

/**
 * Checks a command as far as possible without its conversation. Gateways check all of this; the check is repeated
 * because any record in the log has to be decided, and none may stop the thread.
 *
 * <p>A character is a Unicode code point.
 */
final class CommandShape {

    private CommandShape() {}

    /** Describes what is wrong with the command; empty if it is valid. */
    static Optional<String> flaw(Command command) {
        if (!ConversationId.isValid(command.getConversationId())) {
            return Optional.of("conversationId is not " + ConversationId.EXPECTATION);
        }
        if (!UserId.isValid(command.getSenderId())) {
            return Optional.of("the sender is no user id");
        }
        if (!CommandId.isValid(command.getCommandId())) {
            return Optional.of("id is not " + CommandId.EXPECTATION);
        }
        return Optional.ofNullable(flaw(command, command.getBody()));
    }

    private static String flaw(Command command, Object body) {
        if (body instanceof Send send) {
            return ContentType.isValid(send.getContentType())
                    ? length("content", send.getContent(), TextLimits.LONGEST_CONTENT)
                    : "contentType is not " + ContentType.EXPECTATION;
        }
        if (body instanceof Create create) {
            return flaw(command, create);
        }
        if (body instanceof Add add) {
            return members(add.getMembers());
        }
        if (body instanceof Remove remove) {
            return members(remove.getMembers());
        }
        if (body instanceof Rename rename) {
            return title(rename.getTitle());
        }
        if (body instanceof ChangeRole change) {
            return members(change.getMembers());
        }
        if (body instanceof React react) {
            return reaction(react.getReaction());
        }
        if (body instanceof Edit edit) {
            return length("content", edit.getContent(), TextLimits.LONGEST_CONTENT);
        }
        return body instanceof Delete ? null : "unknown kind of command";
    }

    private static String flaw(Command command, Create create) {
        ConversationId id = ConversationId.parse(command.getConversationId());
        for (String member : create.getMembers()) {
            if (!UserId.isValid(member)) {
                return "members holds what is no user id";
            }
        }
        String flaw = create.getKind() == ConversationKind.DIRECT
                ? directFlaw(id, command.getSenderId(), create.getMembers())
                : groupFlaw(id);
        return flaw == null && create.getTitle() != null ? title(create.getTitle()) : flaw;
    }

    private static String groupFlaw(ConversationId id) {
        return id.isRandom() ? null : "a group's conversationId is a random UUID (version 4 or 7)";
    }

    private static String directFlaw(ConversationId id, String senderId, List<String> members) {
        if (members.size() != 1 || members.get(0).equals(senderId)) {
            return "a direct conversation has exactly one other member";
        }
        ConversationId derived = ConversationId.direct(new UserId(senderId), new UserId(members.get(0)));
        return derived.equals(id) ? null : "a direct conversation's id is derived from its two members";
    }

    private static String members(List<String> members) {
        if (members.isEmpty()) {
            return "members is empty";
        }
        for (String member : members) {
            if (!UserId.isValid(member)) {
                return "members holds what is no user id";
            }
        }
        return null;
    }

    private static String reaction(String reaction) {
        String flaw = plain("reaction", reaction, TextLimits.LONGEST_REACTION);
        return flaw == null && Reactions.key(reaction).isEmpty()
                ? "reaction has nothing but variation selectors"
                : flaw;
    }

    private static String title(String title) {
        String flaw = plain("title", title, TextLimits.LONGEST_TITLE);
        return flaw == null && PlainText.isBlank(title) ? "title has blanks alone" : flaw;
    }

    private static String plain(String field, String text, int most) {
        String flaw = length(field, text, most);
        return flaw == null && !PlainText.isPlain(text)
                ? field + " has a control character or an override of direction"
                : flaw;
    }

    private static String length(String field, String text, int most) {
        // No text of fewer UTF-16 units has more code points, so most texts need no counting.
        if (text.isEmpty() || (text.length() > most && text.codePointCount(0, text.length()) > most)) {
            return field + " has not 1-" + most + " characters";
        }
        return null;
    }
}
