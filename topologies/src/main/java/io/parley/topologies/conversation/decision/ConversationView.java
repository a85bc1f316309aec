package io.parley.topologies.conversation.decision;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The state of a conversation that a decision may use, read on demand. */
public interface ConversationView {

    /** Empty when there is no such conversation. */
    Optional<Head> head();

    /** Empty when the user is no member. */
    Optional<Membership> member(String userId);

    /** Everyone, by user id: a scan, for the rare case that an owner leaves. */
    Map<String, Membership> members();

    /** Empty when no title was ever set. */
    Optional<String> title();

    /**
     * The remembered touches of a message; empty when nobody touched it lately.
     *
     * @param time the conversation's time, in milliseconds since the epoch: touches older than a day may be forgotten
     */
    Optional<Touched> touched(long target, long time);

    /** Whether the user has given a message this reaction, if that is remembered; {@code time} as above. */
    Optional<Boolean> gave(long target, String userId, String reaction, long time);

    /** The sequence up to which touches of messages may be forgotten; {@code time} as above. */
    long forgottenUpTo(long time);

    /** The time at which the user last left by themself, in milliseconds since the epoch, if that is remembered. */
    OptionalLong leftAt(String userId, long time);

    /**
     * The outcome of a command, if it took effect.
     *
     * @param time the conversation's time, in milliseconds since the epoch: commands older than a day may be forgotten
     */
    Optional<Remembered> remembered(String userId, String commandId, long time);
}
