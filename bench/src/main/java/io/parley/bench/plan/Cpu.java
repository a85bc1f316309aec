package io.parley.bench.plan;

import java.util.Locale;

/**
 * Cores used at the peak, by tier: those of messages, each tier by its own unit of work, and those of sessions.
 *
 * <pre>
 *   gateways     frames: the command, its answer, and each delivery
 *   conversation records: those of a decision, and an expansion for each partition of users with a member
 *   user         members: an inbox row for each, connected or not
 *   brokers      copies
 *   Cassandra    copies, in each of its tiers
 *   Connect      rows and notifications: one for each sink, one push for each absent member
 *   presence, Redis   connects alone
 * </pre>
 */
final class Cpu {

    private static final double MICROS = 1e6;
    private static final double FRAMES_OF_A_COMMAND = 2;

    /** The event, the head and the remembered id. */
    private static final double RECORDS_OF_A_DECISION = 3;

    private final Demand demand;
    private final Costs costs;
    private final SessionCosts sessions;
    private final Assumed assumed;

    Cpu(Demand demand, Costs costs, SessionCosts sessions, Assumed assumed) {
        this.demand = demand;
        this.costs = costs;
        this.sessions = sessions;
        this.assumed = assumed;
    }

    boolean knows(Tier tier) {
        return costs.microsPerMessage().containsKey(tier);
    }

    double cores(Tier tier) {
        return messages(tier) + connects(tier) + idle(tier);
    }

    /** The fixed cores of one process. */
    double fixed(Tier tier) {
        return costs.fixedCores().getOrDefault(tier, 0.0);
    }

    String formula(Tier tier) {
        StringBuilder formula = new StringBuilder();
        if (tier.hasMessages()) {
            formula.append(String.format(
                    Locale.ROOT,
                    "messages/s × %.1f µs%s",
                    costs.microsPerMessage().get(tier),
                    growsBy(tier)));
        }
        append(
                formula,
                sessions.connectMicros().getOrDefault(tier, 0.0),
                "connects/s × %.1f µs" + (copies(tier) > 1 ? " × copies" : ""));
        append(formula, sessions.idleMicros().getOrDefault(tier, 0.0), "sessions × %.1f µs");
        append(formula, fixed(tier), "nodes × %.2f cores");
        return formula.toString();
    }

    private double messages(Tier tier) {
        return demand.peakRate() * costs.microsPerMessage().getOrDefault(tier, 0.0) * grows(tier) / MICROS;
    }

    private double connects(Tier tier) {
        return demand.peakConnects(assumed.get(Assumption.CONNECTS))
                * sessions.connectMicros().getOrDefault(tier, 0.0)
                * copies(tier)
                / MICROS;
    }

    private double idle(Tier tier) {
        return demand.connections() * sessions.idleMicros().getOrDefault(tier, 0.0) / MICROS;
    }

    /** The cost of a message in relation to the measured one. */
    private double grows(Tier tier) {
        return switch (tier) {
            case GATEWAY ->
                (FRAMES_OF_A_COMMAND + demand.deliveries()) / (FRAMES_OF_A_COMMAND + costs.deliveriesPerMessage());
            case USER -> demand.deliveriesPerMessage() / costs.deliveriesPerMessage();
            case CONNECT -> assumed.get(Assumption.SINKS) + demand.absent();
            case BROKER, CASSANDRA -> copies(tier);
            case CONVERSATION ->
                (RECORDS_OF_A_DECISION + expansions()) / (RECORDS_OF_A_DECISION + costs.expansionsPerMessage());
            case PRESENCE, REDIS -> 0;
        };
    }

    private String growsBy(Tier tier) {
        return switch (tier) {
            case GATEWAY -> " × (2 + deliveries) ÷ (2 + those measured)";
            case USER -> " × members ÷ those measured";
            case CONNECT -> " × (sinks + pushes)";
            case BROKER, CASSANDRA -> " × copies";
            case CONVERSATION -> " × (3 + expansions) ÷ (3 + those measured)";
            case PRESENCE, REDIS -> "";
        };
    }

    /** A few members are in partitions of their own, many share them. */
    private double expansions() {
        return Math.min(demand.deliveriesPerMessage(), assumed.get(Assumption.USER_PARTITIONS));
    }

    /** One server with one copy was measured; every further copy is written again. */
    private double copies(Tier tier) {
        return tier == Tier.BROKER || tier == Tier.CASSANDRA ? assumed.get(Assumption.COPIES) : 1;
    }

    private static void append(StringBuilder formula, double value, String format) {
        if (value > 0) {
            formula.append(formula.isEmpty() ? "" : " + ").append(String.format(Locale.ROOT, format, value));
        }
    }
}
