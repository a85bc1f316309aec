package io.parley.topologies.conversation.decision;

import io.parley.avro.TargetStamp;
import io.parley.topologies.conversation.decision.Decision.Refused;

/** What a command is about, as far as it is known. */
sealed interface Target {

    /**
     * A message that is there.
     *
     * @param touched what is remembered of it, or else what its stamp says, which is all that there is then
     * @param vouched whether the stamp shows everything that isn't remembered any more
     */
    record Found(long sequence, TargetStamp stamp, Touched touched, boolean vouched) implements Target {

        boolean isBy(String userId) {
            return stamp.getSenderId().equals(userId);
        }
    }

    /** There is none, or nobody can tell. */
    record Missing(Refused why) implements Target {}
}
