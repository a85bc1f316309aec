package io.parley.push.lane;

import io.parley.push.notification.Notification;

/** Names a lane: what is shown on one device of one conversation. */
record LaneKey(String device, String conversationId) {

    static LaneKey of(Notification notification) {
        return new LaneKey(
                notification.target().device(), notification.subject().conversationId());
    }
}
