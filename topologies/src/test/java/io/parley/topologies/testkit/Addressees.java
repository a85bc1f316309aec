package io.parley.topologies.testkit;

import io.parley.avro.EventDelivery;
import io.parley.avro.InboxAnswer;
import io.parley.avro.InboxDelivery;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.PreferencesDelivery;
import io.parley.avro.ReadDelivery;
import io.parley.avro.RequestRefused;
import io.parley.avro.TypingDelivery;
import io.parley.avro.WithheldDelivery;

import java.util.Optional;

/** Determines the sessions that a gateway's record is for. Presence is left out: only the gateway knows its viewers. */
final class Addressees {

    private Addressees() {}

    /** The conversation that a session must have open to get this record; empty if there is none. */
    static Optional<String> onlyWhereOpen(Object body) {
        if (body instanceof EventDelivery event && event.getIfOpen()) {
            return Optional.of(event.getEvent().getConversationId());
        }
        if (body instanceof ReadDelivery read) {
            return Optional.of(read.getConversationId());
        }
        return body instanceof TypingDelivery typing ? Optional.of(typing.getConversationId()) : Optional.empty();
    }

    /** Whether the record is for a session, if that has the required conversation open. */
    static boolean include(Object body, String userId, String sessionId) {
        if (body instanceof EventDelivery event) {
            return event.getUserIds().contains(userId);
        }
        if (body instanceof InboxDelivery inbox) {
            return inbox.getUserId().equals(userId)
                    && (inbox.getSessionId() == null || inbox.getSessionId().equals(sessionId));
        }
        if (body instanceof InboxAnswer answer) {
            return answer.getSessionId().equals(sessionId);
        }
        if (body instanceof OutcomeDelivery outcome) {
            return outcome.getOutcome().getUserId().equals(userId);
        }
        if (body instanceof OpenedDelivery opened) {
            return opened.getSessionId().equals(sessionId);
        }
        if (body instanceof RequestRefused refused) {
            return refused.getSessionId().equals(sessionId);
        }
        if (body instanceof ReadDelivery read) {
            return read.getUserIds().contains(userId);
        }
        if (body instanceof WithheldDelivery withheld) {
            return withheld.getUserIds().contains(userId);
        }
        if (body instanceof PreferencesDelivery preferences) {
            return preferences.getPreferences().getUserId().equals(userId)
                    && (preferences.getSessionId() == null
                            || preferences.getSessionId().equals(sessionId));
        }
        return body instanceof TypingDelivery typing && typing.getUserIds().contains(userId);
    }
}
