package io.parley.bench.plan;

/**
 * The load that is planned for.
 *
 * @param users that are there on a day
 * @param messagesPerDay of all of them
 * @param peakFactor how much more there is in the busiest seconds than on average
 * @param onlineShare of the users that are connected at the peak, 0 to 1
 * @param deliveriesPerMessage sessions a message would go to if all its members were connected, one each, its sender's
 *     among them
 * @param bodyBytes of a message
 */
public record Demand(
        double users,
        double messagesPerDay,
        double peakFactor,
        double onlineShare,
        double deliveriesPerMessage,
        double bodyBytes) {

    private static final double SECONDS_PER_DAY = 86_400;

    public Demand {
        positive("users", users);
        positive("messages-per-day", messagesPerDay);
        positive("body", bodyBytes);
        atLeastOne("peak-factor", peakFactor);
        atLeastOne("deliveries-per-message", deliveriesPerMessage);
        if (!(onlineShare > 0 && onlineShare <= 1)) {
            throw new IllegalArgumentException("online: " + onlineShare + " (expected: above 0, up to 1)");
        }
    }

    /** Messages per second. */
    public double averageRate() {
        return messagesPerDay / SECONDS_PER_DAY;
    }

    /** Messages per second. */
    public double peakRate() {
        return averageRate() * peakFactor;
    }

    /** Sessions. */
    public double connections() {
        return users * onlineShare;
    }

    /** Per message: the sender is connected, of the others as many as of all users. */
    public double deliveries() {
        return 1 + (deliveriesPerMessage - 1) * onlineShare;
    }

    /** Per message: members that aren't connected. */
    public double absent() {
        return deliveriesPerMessage - deliveries();
    }

    /** Per second at the peak, when each user connects so often on a day. */
    public double peakConnects(double perUserAndDay) {
        return users * perUserAndDay / SECONDS_PER_DAY * peakFactor;
    }

    /** Deliveries per second. */
    public double peakDeliveries() {
        return peakRate() * deliveries();
    }

    private static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above 0)");
        }
    }

    private static void atLeastOne(String name, double value) {
        if (!(value >= 1)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }
}
