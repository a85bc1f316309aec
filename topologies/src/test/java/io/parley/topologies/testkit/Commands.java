package io.parley.topologies.testkit;

import io.parley.avro.Add;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Send;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.util.List;
import java.util.UUID;

/** Commands, written short. Each takes the conversation, the sender and the client's own id first. */
public final class Commands {

    private Commands() {}

    /** A group's id, the same for the same number. */
    public static String group(int number) {
        return new UUID(0x0000_0000_0000_4000L, 0x8000_0000_0000_0000L | number).toString();
    }

    /** The id of the direct conversation of two users. */
    public static String direct(String one, String other) {
        return ConversationId.direct(new UserId(one), new UserId(other)).toString();
    }

    public static Command createGroup(String group, String sender, String id, String... members) {
        return new Command(group, sender, id, new Create(ConversationKind.GROUP, List.of(members), null));
    }

    public static Command createDirect(String sender, String id, String other) {
        return new Command(
                direct(sender, other), sender, id, new Create(ConversationKind.DIRECT, List.of(other), null));
    }

    public static Command send(String conversation, String sender, String id, String content) {
        return new Command(conversation, sender, id, new Send(content, "text/plain", false, null));
    }

    public static Command add(String conversation, String sender, String id, String... members) {
        return new Command(conversation, sender, id, new Add(List.of(members)));
    }

    public static Command remove(String conversation, String sender, String id, String... members) {
        return new Command(conversation, sender, id, new Remove(List.of(members)));
    }

    public static Command rename(String conversation, String sender, String id, String title) {
        return new Command(conversation, sender, id, new Rename(title));
    }
}
