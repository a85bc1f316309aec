package io.parley.gateway.log;

import io.parley.avro.Delivery;
import io.parley.runtime.kafka.Brokers;
import io.parley.schemas.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicExistsException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Creates the gateway's own delivery topic, before its first lease: after the lease others may write there. */
public final class DeliveryTopic {

    private DeliveryTopic() {}

    /**
     * Creates the topic unless it is there. Blocks.
     *
     * @throws IllegalStateException if the brokers refuse or don't answer in time
     */
    public static void create(Brokers brokers, Topic<Delivery> topic, Duration timeout) {
        try (Admin admin = Admin.create(brokers.properties())) {
            admin.createTopics(List.of(topic.toNewTopic())).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("topic " + topic.name() + " can't be made", e.getCause());
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("topic " + topic.name() + " can't be made: the brokers don't answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topic " + topic.name(), e);
        }
    }
}
