package io.parley.gateway.session;

import io.parley.avro.Event;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.ServerFrame;

import java.util.HashMap;
import java.util.Map;

/**
 * The frames of one batch's events, each encoded (and noted as passing by) once: an event comes in several records, one
 * per partition of users, and mostly close together. For the thread that reads deliveries.
 */
final class EventFrames {

    private final FrameWriter frames;
    private final RecentMessages recent;
    private final Map<EventPlace, ServerFrame> encoded = new HashMap<>();

    EventFrames(FrameWriter frames, RecentMessages recent) {
        this.frames = frames;
        this.recent = recent;
    }

    /** The event's frame, to be shared; the reference to it stays here. */
    ServerFrame of(Event event) {
        return encoded.computeIfAbsent(new EventPlace(event.getConversationId(), event.getSequence()), place -> {
            recent.passes(place, event);
            return frames.event(event);
        });
    }

    /** The end of the batch: gives the references back. */
    void release() {
        encoded.values().forEach(ServerFrame::release);
        encoded.clear();
    }
}
