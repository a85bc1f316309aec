package io.parley.topologies.conversation.decision;

import io.parley.protocol.OutcomeCode;
import io.parley.protocol.RejectCode;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.StreamsMetrics;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counts outcomes of commands, and refusals by their code. They are meters of the engine, so that the test driver has
 * them too. Decisions that are repeated after an aborted transaction count again.
 */
public final class DecisionCounts {

    private static final String SCOPE = "decision";
    private static final String OPERATION = "decided";

    /**
     * All codes except those that only gateways use: for oversized or too frequent frames, or when they know no better.
     */
    private static final List<String> KNOWN = Stream.concat(
                    Stream.of("accepted", "repeated", OutcomeCode.HELD),
                    EnumSet.complementOf(EnumSet.of(RejectCode.TOO_LARGE, RejectCode.RATE_LIMITED, RejectCode.INTERNAL))
                            .stream()
                            .map(RejectCode::wireName))
            .toList();

    private final StreamsMetrics metrics;
    private final Map<String, Sensor> sensors = new HashMap<>();

    /**
     * Registers the known labels at zero: the increase of a counter that appears with its first event is never seen.
     */
    public DecisionCounts(StreamsMetrics metrics) {
        this.metrics = metrics;
        KNOWN.forEach(label -> sensors.put(label, sensor(label)));
    }

    public void add(Decision decision) {
        sensors.computeIfAbsent(label(decision), this::sensor).record();
    }

    /** A label from a small set: an outcome, or a code of the protocol. */
    private static String label(Decision decision) {
        if (decision instanceof Decision.Accepted) {
            return "accepted";
        }
        if (decision instanceof Decision.Repeated) {
            return "repeated";
        }
        return decision instanceof Decision.Refused refused ? refused.code() : OutcomeCode.HELD;
    }

    private Sensor sensor(String label) {
        return metrics.addRateTotalSensor(SCOPE, label, OPERATION, RecordingLevel.INFO);
    }
}
