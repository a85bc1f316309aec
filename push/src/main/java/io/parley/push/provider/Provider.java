package io.parley.push.provider;

import io.parley.push.notification.Notification;

import java.util.concurrent.CompletionStage;

/** Sends notifications to the devices of one platform. Safe for many threads. */
public interface Provider extends AutoCloseable {

    /** Returns the name of the provider, for metrics and logs. */
    String name();

    /** Returns how many notifications may be under way at once: more would wait inside, where nobody sees them. */
    int mostInFlight();

    /**
     * Sends a notification. Never blocks and never throws; completes on a thread of the provider, within a bounded time,
     * and never exceptionally. A time-out leaves open whether the device got it: the collapse id hides the repeat.
     */
    CompletionStage<Answer> send(Notification notification);

    /** Ends all connections; what is under way is answered as a failure. */
    @Override
    void close();
}
