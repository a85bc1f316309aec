package io.parley.admin.command;

import io.parley.avro.Event;
import io.parley.avro.Outcome;
import io.parley.avro.Refused;
import io.parley.avro.Repeated;
import io.parley.protocol.OutcomeCode;

import java.util.Set;

/** Lists the outcomes of a command. */
public sealed interface CommandResult {

    /** The word for a command whose outcome isn't known yet. */
    String WAITING = "waiting";

    /** The word for a command that waits for a moderator. */
    String HELD = OutcomeCode.HELD;

    /** The words for commands that took no effect yet, and may still. */
    Set<String> PENDING = Set.of(WAITING, HELD);

    /** The command made an event, under this sequence. */
    record Done(long sequence) implements CommandResult {}

    /** The command had made its event before, under this sequence. */
    record DoneBefore(long sequence) implements CommandResult {}

    /** The owner of the conversation refused it, by a code of the client protocol. */
    record Rejected(String code, String message) implements CommandResult {}

    /** It waits for a moderator, who lets it through or drops it: asking again brings nothing else. */
    record Held() implements CommandResult {}

    /** It is in the log for good, and its outcome isn't known yet: asking again under the same id brings it. */
    record Waiting() implements CommandResult {}

    /** Returns what an event says of its command. */
    static CommandResult of(Event event) {
        return new Done(event.getSequence());
    }

    /** Returns what an outcome says of its command. */
    static CommandResult of(Outcome outcome) {
        if (outcome.getBody() instanceof Repeated repeated) {
            return new DoneBefore(repeated.getSequence());
        }
        Refused refused = (Refused) outcome.getBody();
        if (refused.getCode().equals(OutcomeCode.HELD)) {
            return new Held();
        }
        return new Rejected(refused.getCode(), refused.getMessage());
    }
}
