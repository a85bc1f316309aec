package io.parley.topologies.sequencer;

import java.util.Map;
import java.util.Optional;

/** What a decision may know of a conversation, read as it is asked for. */
interface ConversationView {

    /** Empty when there is no such conversation. */
    Optional<Head> head();

    /** Empty when the user is no member. */
    Optional<Membership> member(String userId);

    /** Everyone, by user id: a scan, for the rare case that an owner leaves. */
    Map<String, Membership> members();

    /**
     * What became of a command, if it took effect.
     *
     * @param time the conversation's, in milliseconds since the epoch: what is older than a day may be forgotten
     */
    Optional<Remembered> remembered(String userId, String commandId, long time);
}
