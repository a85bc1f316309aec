package io.parley.topologies.conversation.decision;

import io.parley.avro.TargetStamp;
import io.parley.topologies.conversation.decision.Decision.Refused;

/** The target of a command, as far as it is known. */
sealed interface Target {

    /**
     * The target is a message.
     *
     * @param touched what is remembered of it, or else what its stamp says
     * @param vouched whether the stamp shows all touches that are no longer remembered
     */
    record Found(long sequence, TargetStamp stamp, Touched touched, boolean vouched) implements Target {

        boolean isBy(String userId) {
            return stamp.getSenderId().equals(userId);
        }
    }

    /** The target doesn't exist, or can't be determined. */
    record Missing(Refused why) implements Target {}
}
