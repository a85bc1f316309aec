package io.parley.topologies.conversation.decision;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.Command;
import io.parley.avro.Create;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Send;

/** Recognises commands that an operator or a back end gives in its own right. Its seal was checked before. */
final class OfficialCommands {

    private OfficialCommands() {}

    /** Whether the authority counts: for other kinds than these only the sender's own right does. */
    static boolean includes(Command command) {
        Object body = command.getBody();
        return command.getAuthority() != null
                && (body instanceof Create
                        || body instanceof Send
                        || body instanceof Add
                        || body instanceof Remove
                        || body instanceof ChangeRole
                        || body instanceof Rename);
    }
}
