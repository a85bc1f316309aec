package io.parley.gateway.session;

import io.parley.avro.Event;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.ServerFrame;

import java.util.HashMap;
import java.util.Map;

/**
 * The frames of one batch's events, each encoded once: an event comes in several records, one per partition of users,
 * and mostly close together. For the thread that reads deliveries.
 */
final class EventFrames {

    private final FrameWriter frames;
    private final Map<Place, ServerFrame> encoded = new HashMap<>();

    /** An event has one place, and never changes. */
    private record Place(String conversationId, long sequence) {}

    EventFrames(FrameWriter frames) {
        this.frames = frames;
    }

    /** The event's frame, to be shared; the reference to it stays here. */
    ServerFrame of(Event event) {
        return encoded.computeIfAbsent(
                new Place(event.getConversationId(), event.getSequence()), place -> frames.event(event));
    }

    /** The end of the batch: gives the references back. */
    void release() {
        encoded.values().forEach(ServerFrame::release);
        encoded.clear();
    }
}
