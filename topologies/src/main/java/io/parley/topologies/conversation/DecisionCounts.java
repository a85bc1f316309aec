package io.parley.topologies.conversation;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.StreamsMetrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what became of commands, refusals by their code: meters of the engine, so that the test driver has them too.
 * Decisions that are made again after an aborted transaction count again.
 */
final class DecisionCounts {

    private static final String SCOPE = "decision";
    private static final String OPERATION = "decided";

    private static final List<String> KNOWN = List.of(
            "accepted",
            "repeated",
            "held",
            "bad_frame",
            "conversation_exists",
            "forbidden",
            "no_change",
            "no_such_message",
            "not_a_member",
            "too_late",
            "too_many_members",
            "too_many_reactions",
            "unavailable");

    private final StreamsMetrics metrics;
    private final Map<String, Sensor> sensors = new HashMap<>();

    /** Shows those that are known from zero on: the increase of a counter that comes with its first event is never seen. */
    DecisionCounts(StreamsMetrics metrics) {
        this.metrics = metrics;
        KNOWN.forEach(label -> sensors.put(label, sensor(label)));
    }

    void add(Decision decision) {
        sensors.computeIfAbsent(label(decision), this::sensor).record();
    }

    /** From a small set: an outcome, or a code of the protocol. */
    private static String label(Decision decision) {
        if (decision instanceof Decision.Accepted) {
            return "accepted";
        }
        if (decision instanceof Decision.Repeated) {
            return "repeated";
        }
        return decision instanceof Decision.Refused refused ? refused.code() : "held";
    }

    private Sensor sensor(String label) {
        return metrics.addRateTotalSensor(SCOPE, label, OPERATION, RecordingLevel.INFO);
    }
}
