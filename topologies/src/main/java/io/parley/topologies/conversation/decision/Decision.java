package io.parley.topologies.conversation.decision;

import io.parley.avro.Event;
import io.parley.protocol.RejectCode;

import java.util.List;

/** The outcome of a command. */
public sealed interface Decision {

    /**
     * The command takes effect.
     *
     * @param event the numbered event
     * @param head the conversation's new head
     * @param changes other changes of the conversation's state
     * @param left whether the sender left the conversation by this command
     */
    record Accepted(Event event, Head head, List<Change> changes, boolean left) implements Decision {

        public Accepted {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The command is refused and nothing changes; if sent again it is decided afresh.
     *
     * @param code of the client protocol
     * @param retryAfterMs in milliseconds, or null when an immediate retry is pointless
     */
    record Refused(String code, String message, Long retryAfterMs) implements Decision {

        public Refused(String code, String message) {
            this(code, message, null);
        }

        public Refused(RejectCode code, String message) {
            this(code.wireName(), message, null);
        }

        public Refused(RejectCode code, String message, long retryAfterMs) {
            this(code.wireName(), message, retryAfterMs);
        }
    }

    /**
     * A step holds the command for a moderator. Nothing changes, and its sender is notified.
     *
     * @param step the step's name in the settings
     * @param reason for the moderator
     */
    record Held(String step, String reason) implements Decision {}

    /**
     * The command already took effect, under this sequence.
     *
     * @param head the conversation's current head
     */
    record Repeated(long sequence, long head) implements Decision {}

    /** A change of a conversation's state. */
    sealed interface Change {

        /** A user becomes a member, or their role changes. */
        record Put(String userId, Membership membership) implements Change {}

        /** A user is no longer a member. */
        record Drop(String userId) implements Change {}

        /** A member has read at least up to this sequence. */
        record Read(String userId, long sequence) implements Change {}

        /** The conversation has this title. */
        record Title(String title) implements Change {}

        /** A message was deleted or reacted to. */
        record Touch(long target, Touched touched) implements Change {}

        /** The event's sender has given or taken back a reaction. */
        record Reaction(long target, String key, boolean given) implements Change {}
    }
}
