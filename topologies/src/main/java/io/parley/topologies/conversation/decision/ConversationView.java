package io.parley.topologies.conversation.decision;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a decision may know of a conversation, read as it is asked for. */
public interface ConversationView {

    /** Empty when there is no such conversation. */
    Optional<Head> head();

    /** Empty when the user is no member. */
    Optional<Membership> member(String userId);

    /** Everyone, by user id: a scan, for the rare case that an owner leaves. */
    Map<String, Membership> members();

    /** The title, as far as one was ever given here. */
    Optional<String> title();

    /**
     * What is remembered of a message; empty when nobody touched it lately.
     *
     * @param time the conversation's, in milliseconds since the epoch: what is older than a day may be forgotten
     */
    Optional<Touched> touched(long target, long time);

    /** Whether the user has given a message this reaction, where that is remembered; {@code time} as above. */
    Optional<Boolean> gave(long target, String userId, String reaction, long time);

    /** The sequence up to which touches of messages may be forgotten; {@code time} as above. */
    long forgottenUpTo(long time);

    /** When the user last left by themself, in milliseconds since the epoch, where that is remembered. */
    OptionalLong leftAt(String userId, long time);

    /**
     * What became of a command, if it took effect.
     *
     * @param time the conversation's, in milliseconds since the epoch: what is older than a day may be forgotten
     */
    Optional<Remembered> remembered(String userId, String commandId, long time);
}
