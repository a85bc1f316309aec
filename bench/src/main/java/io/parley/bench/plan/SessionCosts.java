package io.parley.bench.plan;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The cost of sessions in each tier beside messages.
 *
 * @param connectMicros of CPU for a session that begins, and ends
 * @param idleMicros of CPU for a session each second
 * @param source its origin, for readers of the plan
 */
public record SessionCosts(Map<Tier, Double> connectMicros, Map<Tier, Double> idleMicros, String source) {

    private static final double MICROS = 1e6;
    private static final List<Tier> WHO_HEARS_OF_A_CONNECT =
            List.of(Tier.GATEWAY, Tier.USER, Tier.PRESENCE, Tier.BROKER);

    public SessionCosts {
        connectMicros = Map.copyOf(connectMicros);
        idleMicros = Map.copyOf(idleMicros);
    }

    /** Idling costs gateways only (they ping); a connect is split evenly among the tiers that take part. */
    public static SessionCosts assumed(Assumed assumed) {
        Map<Tier, Double> connects = new EnumMap<>(Tier.class);
        WHO_HEARS_OF_A_CONNECT.forEach(
                tier -> connects.put(tier, assumed.get(Assumption.CONNECT_MICROS) / WHO_HEARS_OF_A_CONNECT.size()));
        return new SessionCosts(
                connects,
                Map.of(Tier.GATEWAY, assumed.get(Assumption.IDLE_MICROS)),
                "connect-micros, split evenly among gateways, user, presence and brokers; idle-micros, the gateways'");
    }

    /**
     * Reads the result of {@code bench idle --json}, which includes the stack's use without sessions.
     *
     * @throws IllegalArgumentException if the file isn't such a result; the message is one line
     */
    public static SessionCosts read(Path file) {
        JsonNode report = Measurement.json(file);
        JsonNode connects = report.path("connects");
        JsonNode idle = report.path("idle");
        double sessions = idle.path("sessions").asDouble();
        JsonNode connecting = connects.path("cost").path("consumption");
        JsonNode idling = idle.path("cost").path("consumption");
        if (sessions <= 0 || connecting.isMissingNode() || idling.isMissingNode()) {
            throw new IllegalArgumentException("measured-idle: " + file.getFileName()
                    + " says nothing of CPU (expected: what bench idle --json wrote on the machine of the server)");
        }
        Map<Tier, Double> connect = Measurement.cores(connecting);
        double seconds = connecting.path("seconds").asDouble();
        connect.replaceAll((tier, cores) -> cores * seconds * MICROS / sessions);
        Map<Tier, Double> each = Measurement.cores(idling);
        each.replaceAll((tier, cores) -> cores * MICROS / sessions);
        return new SessionCosts(
                connect,
                each,
                file.getFileName() + " (" + (long) sessions + " sessions; the stack's own idling among it)");
    }
}
