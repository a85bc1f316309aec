package io.parley.bench.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a plan takes for granted beside what was measured; each is printed with it.
 *
 * @param utilization of CPU at the peak: the rest is for failures and for what a mean doesn't show
 * @param coresPerNode of a machine of any tier
 * @param connectionsPerGateway the default of {@code gateway.max-connections}
 * @param copies of a partition in the log, and of a row in each tier of the store
 * @param recordOverhead bytes of a record beside the body: ids, times, headers
 * @param frameOverhead bytes of an event's frame beside the body: field names, ids, WebSocket and TCP
 * @param rowOverhead bytes of a stored row beside the body
 * @param compression of rows on disk: what is left of them
 * @param coldBytes of a message in the cold tier: the design's 104 TB for seven years of a billion a day
 * @param usableDisk terabytes of a node of the store that are filled at most
 * @param brokerDisk terabytes of a broker that are filled at most
 * @param brokerNetwork megabytes per second that a broker may take in and give out
 * @param logDays how long commands and events stay in the log: the default of {@code topics.event-retention}
 */
public record Assumed(
        double utilization,
        double coresPerNode,
        double connectionsPerGateway,
        double copies,
        double recordOverhead,
        double frameOverhead,
        double rowOverhead,
        double compression,
        double coldBytes,
        double usableDisk,
        double brokerDisk,
        double brokerNetwork,
        double logDays) {

    static final double HOT_DAYS = 30;
    static final double WARM_DAYS = 730;
    static final double COLD_DAYS = 2_555;

    /** What nobody has said otherwise. */
    public static final Assumed DEFAULT = new Assumed(0.5, 16, 20_000, 3, 200, 280, 150, 0.5, 41, 2, 4, 300, 7);

    public Assumed {
        if (!(utilization > 0 && utilization <= 1)) {
            throw new IllegalArgumentException("utilization: " + utilization + " (expected: above 0, up to 1)");
        }
        if (!(coresPerNode >= 1)) {
            throw new IllegalArgumentException("cores: " + coresPerNode + " (expected: 1 or more)");
        }
    }

    /** With other nodes. */
    public Assumed with(double otherUtilization, double otherCores) {
        return new Assumed(
                otherUtilization,
                otherCores,
                connectionsPerGateway,
                copies,
                recordOverhead,
                frameOverhead,
                rowOverhead,
                compression,
                coldBytes,
                usableDisk,
                brokerDisk,
                brokerNetwork,
                logDays);
    }

    /** By what it is called in a plan. */
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("CPU in use at the peak", percent(utilization));
        named.put("cores of a node", number(coresPerNode));
        named.put("sessions of a gateway (gateway.max-connections)", number(connectionsPerGateway));
        named.put("copies of each partition and row", number(copies));
        named.put("bytes of a record beside the body", number(recordOverhead));
        named.put("bytes of a frame beside the body", number(frameOverhead));
        named.put("bytes of a row beside the body", number(rowOverhead));
        named.put("rows after compression", percent(compression));
        named.put("bytes of a message in the cold tier (104 TB in 7 years of 10^9 a day)", number(coldBytes));
        named.put("TB of a node of the store", number(usableDisk));
        named.put("TB of a broker", number(brokerDisk));
        named.put("MB/s in and out of a broker", number(brokerNetwork));
        named.put("days in the log (topics.event-retention)", number(logDays));
        return named;
    }

    private static String percent(double part) {
        return number(100 * part) + "%";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format("%,d", (long) value) : Double.toString(value);
    }
}
