package io.parley.push.consume;

import io.parley.push.notification.Notification;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.Optional;

/**
 * Reads the notifications of a topic.
 *
 * @param <V> the values in it
 */
public interface Reading<V> {

    /** Returns the value of a record; empty for one of another provider, and for a record that can't be read. */
    Optional<V> read(ConsumerRecord<byte[], byte[]> sent);

    /** Returns the notification of a value. */
    Notification notification(V value);
}
