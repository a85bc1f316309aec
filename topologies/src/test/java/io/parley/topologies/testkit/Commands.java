package io.parley.topologies.testkit;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.Event;
import io.parley.avro.React;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Role;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;
import io.parley.protocol.EventKind;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes commands with short calls. Each takes the conversation, the sender and the client's own id first. */
public final class Commands {

    private Commands() {}

    /** A group's id; equal for equal numbers. */
    public static String group(int number) {
        return new UUID(0x0000_0000_0000_4000L, 0x8000_0000_0000_0000L | number).toString();
    }

    /** The id of the direct conversation of two users. */
    public static String direct(String one, String other) {
        return ConversationId.direct(new UserId(one), new UserId(other)).toString();
    }

    public static Command createGroup(String group, String sender, String id, String... members) {
        return new Command(group, sender, id, new Create(ConversationKind.GROUP, List.of(members), null), false, null);
    }

    public static Command createDirect(String sender, String id, String other) {
        return new Command(
                direct(sender, other),
                sender,
                id,
                new Create(ConversationKind.DIRECT, List.of(other), null),
                false,
                null);
    }

    public static Command send(String conversation, String sender, String id, String content) {
        return new Command(conversation, sender, id, new Send(content, "text/plain", false, null, null), false, null);
    }

    public static Command add(String conversation, String sender, String id, String... members) {
        return new Command(conversation, sender, id, new Add(List.of(members)), false, null);
    }

    public static Command remove(String conversation, String sender, String id, String... members) {
        return new Command(conversation, sender, id, new Remove(List.of(members)), false, null);
    }

    public static Command rename(String conversation, String sender, String id, String title) {
        return new Command(conversation, sender, id, new Rename(title), false, null);
    }

    /** Makes the command as the gateway sends it, stamped with the message. */
    public static Command edit(Event message, String sender, String id, String content) {
        return new Command(
                message.getConversationId(),
                sender,
                id,
                new Edit(message.getSequence(), content, stamp(message)),
                false,
                null);
    }

    /** Makes the command as the gateway sends it, stamped with the message. */
    public static Command delete(Event message, String sender, String id) {
        return new Command(
                message.getConversationId(),
                sender,
                id,
                new Delete(message.getSequence(), stamp(message)),
                false,
                null);
    }

    public static Command react(Event message, String sender, String id, String reaction) {
        return react(message, sender, id, reaction, false);
    }

    /** Makes the command as the gateway sends it, stamped with the message. */
    public static Command react(Event message, String sender, String id, String reaction, boolean remove) {
        return new Command(
                message.getConversationId(),
                sender,
                id,
                new React(message.getSequence(), reaction, remove, stamp(message)),
                false,
                null);
    }

    /** Makes the command as the gateway sends it, stamped with the message. */
    public static Command reply(Event message, String sender, String id, String content) {
        return new Command(
                message.getConversationId(),
                sender,
                id,
                new Send(content, "text/plain", false, message.getSequence(), stamp(message)),
                false,
                null);
    }

    public static Command changeRole(String conversation, String sender, String id, Role role, String... members) {
        return new Command(conversation, sender, id, new ChangeRole(List.of(members), role), false, null);
    }

    /** Makes a gateway's stamp of a message that has just passed it. */
    public static TargetStamp stamp(Event message) {
        return new TargetStamp(
                EventKind.of(message).wireName(),
                message.getSenderId(),
                message.getSentAt(),
                false,
                message.getSequence(),
                Map.of(),
                List.of());
    }
}
