package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.admin.act.ActRefusedException;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.util.Optional;
import java.util.OptionalLong;

/** Answers questions, which change nothing. Blocks; thread-safe. */
public interface Looks {

    /** Returns those suspensions after a key, at most as many. */
    JsonNode suspensions(String after, int limit) throws ActRefusedException;

    /** Returns the suspensions of a user: of the user, and of the user's tokens. */
    JsonNode suspensionsOf(String userId) throws ActRefusedException;

    /**
     * Returns a user's sessions, suspensions, and those conversations after one, at most as many.
     *
     * @param preferences whether whom the user has blocked and what they have muted belongs to it
     */
    JsonNode user(UserId user, Optional<String> after, int limit, boolean preferences) throws ActRefusedException;

    /** Returns a conversation, and those members after one, at most as many. */
    JsonNode conversation(ConversationId conversation, Optional<String> after, int limit) throws ActRefusedException;

    /** Returns a user's sign-ins, the newest first, from where the page before came to, at most as many. */
    JsonNode signIns(UserId user, OptionalLong before, int limit) throws ActRefusedException;
}
