package io.parley.topologies.path;

import io.parley.avro.Add;
import io.parley.avro.Added;
import io.parley.avro.ChangeRole;
import io.parley.avro.Command;
import io.parley.avro.Create;
import io.parley.avro.Created;
import io.parley.avro.Delete;
import io.parley.avro.Deleted;
import io.parley.avro.Edit;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.React;
import io.parley.avro.Reacted;
import io.parley.avro.Remove;
import io.parley.avro.Removed;
import io.parley.avro.Rename;
import io.parley.avro.Renamed;
import io.parley.avro.RoleChanged;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;
import io.parley.topologies.testkit.Commands;
import org.apache.avro.specific.SpecificRecord;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands that have given events as their outcomes, stamped as a gateway does that has seen all messages. */
final class CommandsOfEvents {

    private final Map<Place, Event> messages = new HashMap<>();

    private record Place(String conversationId, long sequence) {}

    /** The command of the next event of its conversation. */
    Command of(Event event) {
        if (event.getBody() instanceof Message) {
            messages.put(new Place(event.getConversationId(), event.getSequence()), event);
        }
        return new Command(
                event.getConversationId(), event.getSenderId(), event.getCommandId(), body(event), false, null);
    }

    private SpecificRecord body(Event event) {
        Object body = event.getBody();
        if (body instanceof Created created) {
            List<String> others = created.getMembers().stream()
                    .map(Member::getUserId)
                    .filter(userId -> !userId.equals(event.getSenderId()))
                    .toList();
            return new Create(created.getKind(), others, created.getTitle());
        }
        if (body instanceof Message message) {
            return new Send(message.getContent(), message.getContentType(), message.getEncrypted(), null, null);
        }
        if (body instanceof Edited edited) {
            return new Edit(edited.getTarget(), edited.getContent(), stamp(event, edited.getTarget()));
        }
        if (body instanceof Deleted deleted) {
            return new Delete(deleted.getTarget(), stamp(event, deleted.getTarget()));
        }
        if (body instanceof Reacted reacted) {
            return new React(
                    reacted.getTarget(),
                    reacted.getReaction(),
                    reacted.getRemoved(),
                    stamp(event, reacted.getTarget()));
        }
        if (body instanceof Added added) {
            return new Add(added.getMembers());
        }
        if (body instanceof Removed removed) {
            return new Remove(removed.getMembers());
        }
        if (body instanceof RoleChanged changed) {
            return new ChangeRole(changed.getMembers(), changed.getRole());
        }
        return new Rename(((Renamed) body).getTitle());
    }

    private TargetStamp stamp(Event event, long target) {
        return Commands.stamp(messages.get(new Place(event.getConversationId(), target)));
    }
}
