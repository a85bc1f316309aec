package io.parley.admin.act;

import io.parley.admin.access.Role;
import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.Create;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.schemas.CommandId;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;
import org.apache.avro.specific.SpecificRecord;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Changes a conversation, or says something in it, by a command like those of clients.
 *
 * @param id the caller's own, under which a repeat is recognised
 * @param sender by whom the event will be
 * @param onBehalf whether that is another user than the caller's: then that user's own right counts, nothing more
 * @param body of the command
 * @param reason may be empty
 */
public record ConversationAct(
        Kind kind,
        ConversationId conversation,
        CommandId id,
        UserId sender,
        boolean onBehalf,
        SpecificRecord body,
        String reason)
        implements Act {

    /** Lists what may be done to a conversation, with the roles that may. */
    public enum Kind {
        CREATE_CONVERSATION(Role.CREATE),
        ADD_MEMBERS(Role.OPERATOR, Role.MEMBERS),
        REMOVE_MEMBERS(Role.OPERATOR, Role.MEMBERS),
        SET_ROLE(Role.OPERATOR, Role.MEMBERS),
        RENAME(Role.OPERATOR, Role.MEMBERS),
        SEND(Role.SEND);

        private final Set<Role> allowed;

        Kind(Role... allowed) {
            this.allowed = Set.of(allowed);
        }

        /** Returns its name in addresses, audit records and metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String name() {
        return kind.label();
    }

    @Override
    public String subject() {
        return "conversation:" + conversation;
    }

    @Override
    public Set<Role> allowed() {
        return kind.allowed;
    }

    @Override
    public Set<Role> alsoNeeded() {
        return onBehalf ? Set.of(Role.ON_BEHALF) : Set.of();
    }

    /** All but what was said: audit records are kept for ever. */
    @Override
    public Map<String, String> details() {
        Map<String, String> details = new TreeMap<>();
        details.put("id", id.value());
        details.put("sender", sender.value());
        if (body instanceof Create create) {
            details.put("kind", create.getKind().toString().toLowerCase(Locale.ROOT));
            putMembers(create.getMembers(), details);
        } else if (body instanceof Add add) {
            putMembers(add.getMembers(), details);
        } else if (body instanceof Remove remove) {
            putMembers(remove.getMembers(), details);
        } else if (body instanceof ChangeRole change) {
            putMembers(change.getMembers(), details);
            details.put("role", change.getRole().toString().toLowerCase(Locale.ROOT));
        } else if (body instanceof Rename rename) {
            details.put("title", rename.getTitle());
        }
        return details;
    }

    private static void putMembers(List<String> members, Map<String, String> details) {
        details.put("members", String.join(" ", members));
    }
}
