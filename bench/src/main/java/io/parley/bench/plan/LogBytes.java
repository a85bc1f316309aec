package io.parley.bench.plan;

import java.util.Map;
import java.util.function.Predicate;

/**
 * Bytes that a message adds to the log, by kind of record, and those of a connect. Sizes of records are measured ones
 * if there are any.
 *
 * @param kept commands and events
 * @param event one record of an event
 * @param expansions one for each member, or fewer where several share a partition of users
 * @param deliveries one for each gateway that has a member
 * @param pushes one for each member who isn't connected
 * @param changelogs of conversations and of users, an inbox row for each member among them
 * @param rest outcomes, offsets and marks of transactions, if they were measured
 * @param connect the whole inbox, the session, presence and their changelogs
 */
record LogBytes(
        double kept,
        double event,
        double expansions,
        double deliveries,
        double pushes,
        double changelogs,
        double rest,
        double connect,
        boolean measured) {

    private static final String CHANGELOG = "-changelog";
    private static final String INBOXES = "inboxes";
    private static final String REPARTITION = "-repartition";

    static LogBytes of(Demand demand, Costs costs, double gateways, Assumed assumed) {
        Map<String, Double> topics = costs.topicBytes();
        double more = demand.bodyBytes() - costs.bodyBytes();
        double command = all(topics, topic -> topic.endsWith(".commands")) + more;
        double event = all(topics, topic -> topic.endsWith(".events")) + more;
        double changelogs = all(topics, topic -> topic.endsWith(CHANGELOG) && !topic.contains(INBOXES));
        double inboxes = all(topics, topic -> topic.endsWith(CHANGELOG) && topic.contains(INBOXES));
        double rest = all(topics, LogBytes::isRest);
        return of(
                demand,
                command,
                event,
                changelogs + inboxes * demand.deliveriesPerMessage() / costs.deliveriesPerMessage(),
                rest,
                gateways,
                assumed,
                true);
    }

    static LogBytes assumed(Demand demand, double gateways, Assumed assumed) {
        double record = demand.bodyBytes() + assumed.get(Assumption.RECORD_OVERHEAD);
        double changelogs = assumed.get(Assumption.DECISION_BYTES)
                + demand.deliveriesPerMessage() * assumed.get(Assumption.INBOX_BYTES);
        return of(demand, record, record, changelogs, 0, gateways, assumed, false);
    }

    private static LogBytes of(
            Demand demand,
            double command,
            double event,
            double changelogs,
            double rest,
            double gateways,
            Assumed assumed,
            boolean measured) {
        return new LogBytes(
                command + event,
                event,
                event * Math.min(demand.deliveriesPerMessage(), assumed.get(Assumption.USER_PARTITIONS)),
                event * Math.min(demand.deliveries(), Math.max(1, gateways)),
                event * demand.absent(),
                changelogs,
                rest,
                assumed.get(Assumption.CONNECT_RECORDS) * assumed.get(Assumption.RECORD_OVERHEAD)
                        + assumed.get(Assumption.CONVERSATIONS) * assumed.get(Assumption.INBOX_BYTES),
                measured);
    }

    /** All bytes of a message. */
    double all() {
        return kept + expansions + deliveries + pushes + changelogs + rest;
    }

    /** Records with a formula of their own don't count as the rest. */
    private static boolean isRest(String topic) {
        return !topic.endsWith(".commands")
                && !topic.endsWith(".events")
                && !topic.endsWith(".expansions")
                && !topic.endsWith(".pushes")
                && !topic.contains(".deliveries.")
                && !topic.endsWith(REPARTITION)
                && !topic.endsWith(CHANGELOG);
    }

    private static double all(Map<String, Double> topics, Predicate<String> which) {
        return topics.entrySet().stream()
                .filter(topic -> which.test(topic.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
