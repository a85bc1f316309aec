package io.parley.topologies.testkit;

import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.ReadDelivery;
import io.parley.avro.RequestRefused;
import io.parley.avro.TypingDelivery;

/**
 * Whom a gateway hands what it is handed. Of what goes to whoever has a conversation open (read marks, typing) it knows
 * only whose sessions may get it; presence is the gateway's own business, since it alone knows who looks.
 */
final class Addressees {

    private Addressees() {}

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
