package io.parley.gateway.delivery;

import io.parley.avro.Event;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.session.request.EventKey;
import io.parley.gateway.session.request.RecentMessages;

import java.util.HashMap;
import java.util.Map;

/**
 * Encodes each event of a batch once, and adds it to the recent messages. An event arrives in several records, one per
 * partition of users, mostly close together. For the thread that reads deliveries.
 */
final class EventFrames {

    private final FrameWriter frames;
    private final RecentMessages recent;
    private final Map<EventKey, ServerFrame> encoded = new HashMap<>();

    EventFrames(FrameWriter frames, RecentMessages recent) {
        this.frames = frames;
        this.recent = recent;
    }

    /** Returns the event's frame, to be shared; the reference to it stays here. */
    ServerFrame of(Event event) {
        return encoded.computeIfAbsent(new EventKey(event.getConversationId(), event.getSequence()), key -> {
            recent.add(key, event);
            return frames.event(event);
        });
    }

    /** Ends the batch: releases the references. */
    void release() {
        encoded.values().forEach(ServerFrame::release);
        encoded.clear();
    }
}
