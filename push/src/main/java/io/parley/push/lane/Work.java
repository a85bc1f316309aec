package io.parley.push.lane;

import io.parley.push.notification.Notification;

/** Pairs a notification with the one who waits for its end. */
public record Work(Notification notification, Ending ending) {

    Work with(Notification other) {
        return new Work(other, ending);
    }
}
