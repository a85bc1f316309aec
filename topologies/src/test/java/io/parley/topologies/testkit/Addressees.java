package io.parley.topologies.testkit;

import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.ReadDelivery;
import io.parley.avro.RequestRefused;
import io.parley.avro.TypingDelivery;

import java.util.Optional;

/**
 * Whom a gateway hands what it is handed. Presence is the gateway's own business, since it alone knows who looks.
 */
final class Addressees {

    private Addressees() {}

    /** The conversation that has to be open in a session for it to get this; empty when none has to. */
    static Optional<String> onlyWhereOpen(Object body) {
        if (body instanceof EventDelivery event && event.getIfOpen()) {
            return Optional.of(event.getEvent().getConversationId());
        }
        if (body instanceof ReadDelivery read) {
            return Optional.of(read.getConversationId());
        }
        return body instanceof TypingDelivery typing ? Optional.of(typing.getConversationId()) : Optional.empty();
    }

    /** Whether it is for a session, if that has open what it has to. */
    static boolean include(Object body, String userId, String sessionId) {
        if (body instanceof EventDelivery event) {
            return event.getUserIds().contains(userId);
        }
        if (body instanceof InboxDelivery inbox) {
            return inbox.getUserId().equals(userId)
                    && (inbox.getSessionId() == null || inbox.getSessionId().equals(sessionId));
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
        return body instanceof TypingDelivery typing && typing.getUserIds().contains(userId);
    }
}
