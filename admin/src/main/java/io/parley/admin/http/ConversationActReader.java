package io.parley.admin.http;

import io.parley.admin.access.Caller;
import io.parley.admin.access.Role;
import io.parley.admin.act.ConversationAct;
import io.parley.admin.act.ConversationAct.Kind;
import io.parley.admin.http.ActReader.Parser;
import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Send;
import io.parley.protocol.TextLimits;
import io.parley.schemas.CommandId;
import io.parley.schemas.ContentType;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;
import org.apache.avro.specific.SpecificRecord;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads acts on conversations: what commands of clients hold, and as whom they are given. */
final class ConversationActReader {

    private static final Set<String> COMMON = Set.of("id", "conversationId", "as", "reason");
    private static final String PLAIN = "text/plain";

    private ConversationActReader() {}

    static Map<String, Parser> parsers() {
        return Map.of(
                "/v1/create-conversation", ConversationActReader::create,
                "/v1/add-members", ConversationActReader::add,
                "/v1/remove-members", ConversationActReader::remove,
                "/v1/set-role", ConversationActReader::setRole,
                "/v1/rename", ConversationActReader::rename,
                "/v1/send", ConversationActReader::send);
    }

    private static ConversationAct create(JsonFields body, Caller caller) throws Problem {
        requireKnown(body, "kind", "members", "title");
        List<String> members = body.members();
        ConversationKind kind = kind(body);
        String title = body.has("title") ? body.title() : null;
        ConversationId conversation;
        if (kind == ConversationKind.DIRECT) {
            conversation = direct(body, sender(body, caller), members);
        } else {
            conversation = body.conversation();
            if (!conversation.isRandom()) {
                throw JsonFields.invalid("conversationId", "a random UUID, of version 4 or 7");
            }
        }
        return act(Kind.CREATE_CONVERSATION, conversation, body, caller, new Create(kind, members, title));
    }

    private static ConversationAct add(JsonFields body, Caller caller) throws Problem {
        requireKnown(body, "members");
        return act(Kind.ADD_MEMBERS, body.conversation(), body, caller, new Add(someMembers(body)));
    }

    private static ConversationAct remove(JsonFields body, Caller caller) throws Problem {
        requireKnown(body, "members");
        return act(Kind.REMOVE_MEMBERS, body.conversation(), body, caller, new Remove(someMembers(body)));
    }

    private static ConversationAct setRole(JsonFields body, Caller caller) throws Problem {
        requireKnown(body, "members", "role");
        io.parley.avro.Role role = switch (body.text("role")) {
            case "owner" -> io.parley.avro.Role.OWNER;
            case "member" -> io.parley.avro.Role.MEMBER;
            default -> throw JsonFields.invalid("role", "owner or member");
        };
        return act(Kind.SET_ROLE, body.conversation(), body, caller, new ChangeRole(someMembers(body), role));
    }

    private static ConversationAct rename(JsonFields body, Caller caller) throws Problem {
        requireKnown(body, "title");
        return act(Kind.RENAME, body.conversation(), body, caller, new Rename(body.title()));
    }

    private static ConversationAct send(JsonFields body, Caller caller) throws Problem {
        requireKnown(body, "content", "contentType", "encrypted");
        String content = body.text("content", TextLimits.LONGEST_CONTENT);
        String type = body.has("contentType") ? body.text("contentType") : PLAIN;
        if (!ContentType.isValid(type)) {
            throw JsonFields.invalid("contentType", ContentType.EXPECTATION);
        }
        Send send = new Send(content, type, body.flag("encrypted"), null, null);
        return act(Kind.SEND, body.conversation(), body, caller, send);
    }

    private static ConversationAct act(
            Kind kind, ConversationId conversation, JsonFields body, Caller caller, SpecificRecord command)
            throws Problem {
        String id = body.text("id");
        if (!CommandId.isValid(id)) {
            throw JsonFields.invalid("id", CommandId.EXPECTATION);
        }
        UserId sender = sender(body, caller);
        // People say why; to a back end the conversation itself is the reason.
        String reason = body.has("reason") || caller.hasOneOf(Role.PEOPLE) ? body.reason() : "";
        boolean onBehalf = !sender.equals(caller.user());
        return new ConversationAct(kind, conversation, new CommandId(id), sender, onBehalf, command, reason);
    }

    private static UserId sender(JsonFields body, Caller caller) throws Problem {
        return body.has("as") ? body.user("as") : caller.user();
    }

    private static ConversationId direct(JsonFields body, UserId sender, List<String> members) throws Problem {
        if (body.has("conversationId")) {
            throw JsonFields.invalid("conversationId", "none for a direct conversation: it follows from the two users");
        }
        if (members.size() != 1 || members.get(0).equals(sender.value())) {
            throw JsonFields.invalid("members", "the one other member of a direct conversation");
        }
        return ConversationId.direct(sender, new UserId(members.get(0)));
    }

    private static ConversationKind kind(JsonFields body) throws Problem {
        return switch (body.text("kind")) {
            case "direct" -> ConversationKind.DIRECT;
            case "group" -> ConversationKind.GROUP;
            default -> throw JsonFields.invalid("kind", "direct or group");
        };
    }

    private static List<String> someMembers(JsonFields body) throws Problem {
        List<String> members = body.members();
        if (members.isEmpty()) {
            throw JsonFields.invalid("members", "one user id or more");
        }
        return members;
    }

    private static void requireKnown(JsonFields body, String... fields) throws Problem {
        Set<String> known = new HashSet<>(COMMON);
        known.addAll(List.of(fields));
        body.requireKnown(known);
    }
}
