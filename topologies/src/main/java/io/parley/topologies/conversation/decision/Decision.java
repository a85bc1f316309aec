package io.parley.topologies.conversation.decision;

import io.parley.avro.Event;
import io.parley.protocol.RejectCode;

import java.util.List;

/** What becomes of a command. */
public sealed interface Decision {

    /**
     * It takes effect.
     *
     * @param event what happened, numbered
     * @param head the conversation's from now on
     * @param changes what else of the conversation is another than before
     * @param left whether the sender left the conversation by it
     */
    record Accepted(Event event, Head head, List<Change> changes, boolean left) implements Decision {

        public Accepted {
            changes = List.copyOf(changes);
        }
    }

    /**
     * It doesn't, and nothing changes; sent again it is decided afresh.
     *
     * @param code of the client protocol
     * @param retryAfterMs in milliseconds, or null when sending it again at once is pointless
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
     * A step holds it for somebody's judgement. Nothing changes, and its sender is notified.
     *
     * @param step by its name in the settings
     * @param reason for the one who judges it
     */
    record Held(String step, String reason) implements Decision {}

    /**
     * It took effect before, under this sequence.
     *
     * @param head the conversation's, now that it is asked for again
     */
    record Repeated(long sequence, long head) implements Decision {}

    /** One thing of a conversation that changes. */
    sealed interface Change {

        /** Somebody is a member now, or their role has changed. */
        record Put(String userId, Membership membership) implements Change {}

        /** Somebody is no member any more. */
        record Drop(String userId) implements Change {}

        /** A member has read at least up to this sequence. */
        record Read(String userId, long sequence) implements Change {}

        /** It has this title. */
        record Title(String title) implements Change {}

        /** A message was deleted or reacted to. */
        record Touch(long target, Touched touched) implements Change {}

        /** The event's sender has given a reaction, or taken it back. */
        record Reaction(long target, String key, boolean given) implements Change {}
    }
}
