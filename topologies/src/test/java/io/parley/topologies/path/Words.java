package io.parley.topologies.path;

import io.parley.avro.EventDelivery;
import io.parley.avro.InboxAnswer;
import io.parley.avro.InboxDelivery;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Push;
import io.parley.avro.ReadDelivery;
import io.parley.avro.TypingDelivery;

/** Describes output in a word each. */
final class Words {

    private Words() {}

    static String of(Object body) {
        if (body instanceof EventDelivery event) {
            return event.getEvent().getSequence() + " " + String.join(",", event.getUserIds());
        }
        if (body instanceof InboxDelivery inbox) {
            return "inbox " + (inbox.getSessionId() == null ? inbox.getUserId() : inbox.getSessionId());
        }
        if (body instanceof InboxAnswer answer) {
            return "answer " + answer.getRequestId() + " " + answer.getSessionId();
        }
        if (body instanceof OpenedDelivery opened) {
            return "opened " + opened.getHead() + " " + opened.getSessionId();
        }
        if (body instanceof TypingDelivery typing) {
            return "typing " + typing.getUserId() + " " + String.join(",", typing.getUserIds());
        }
        if (body instanceof ReadDelivery read) {
            return "read " + read.getReads() + " " + String.join(",", read.getUserIds());
        }
        return body.getClass().getSimpleName();
    }

    static String of(Push push) {
        return push.getUnread() == 0
                ? push.getUserId() + " -" + push.getSequence()
                : "%s %d %s (%d)".formatted(push.getUserId(), push.getSequence(), push.getContent(), push.getUnread());
    }
}
