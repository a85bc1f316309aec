package io.parley.bench.plan;

/**
 * The load of a plan.
 *
 * @param users that are active on a day
 * @param messagesPerDay of all users
 * @param peakFactor the ratio of the busiest seconds to the average
 * @param onlineShare of the users that are connected at the peak, 0 to 1
 * @param deliveriesPerMessage sessions that a message would reach if all members were connected, one each, with its
 *     sender's
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

    /** Per message: the sender is connected, and of the others the same share as of all users. */
    public double deliveries() {
        return 1 + (deliveriesPerMessage - 1) * onlineShare;
    }

    /** Per message: members that aren't connected. */
    public double absent() {
        return deliveriesPerMessage - deliveries();
    }

    /** Per second at the peak, by the connects of a user and day. */
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
