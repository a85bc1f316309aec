package io.parley.topologies.sequencer;

import io.parley.avro.Event;

import java.util.List;

/** What becomes of a command. */
sealed interface Decision {

    /**
     * It takes effect.
     *
     * @param event what happened, numbered
     * @param head the conversation's from now on
     * @param roster what changes among its members
     * @param left whether the sender left the conversation by it
     */
    record Accepted(Event event, Head head, List<RosterChange> roster, boolean left) implements Decision {

        public Accepted {
            roster = List.copyOf(roster);
        }
    }

    /**
     * It doesn't, and nothing changes; sent again it is decided afresh.
     *
     * @param code of the client protocol
     */
    record Refused(String code, String message) implements Decision {}

    /**
     * A step holds it for somebody's judgement. Nothing changes, and its sender is told.
     *
     * @param step by its name in the settings
     * @param reason for whoever judges it
     */
    record Held(String step, String reason) implements Decision {}

    /** It took effect before, under this sequence. */
    record Repeated(long sequence) implements Decision {}

    /** What changes about one member. */
    sealed interface RosterChange {

        String userId();

        /** They are a member now, or their role has changed. */
        record Put(String userId, Membership membership) implements RosterChange {}

        /** They are no member any more. */
        record Drop(String userId) implements RosterChange {}
    }
}
