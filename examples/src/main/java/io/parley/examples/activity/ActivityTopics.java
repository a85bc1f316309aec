package io.parley.examples.activity;

import io.parley.examples.avro.Activity;
import io.parley.schemas.Compatibility;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;

import java.util.Map;

/** Declares the topic that is not in the catalogue. */
final class ActivityTopics {

    private ActivityTopics() {}

    /** Compacted, since only the last count of a minute matters. */
    static Topic<Activity> activity(Topics topics) {
        return new Topic<>(
                topics.config().prefix() + "activity",
                "conversation id @ minute",
                "messages per conversation and minute",
                Activity.class,
                topics.events().partitions(),
                topics.config().replication(),
                Compatibility.BACKWARD,
                Map.of("cleanup.policy", "compact,delete", "message.timestamp.type", "CreateTime"));
    }
}
