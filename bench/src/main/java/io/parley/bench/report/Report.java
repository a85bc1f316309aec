package io.parley.bench.report;

import io.parley.bench.check.Verdict;
import io.parley.bench.hops.Hop;
import io.parley.bench.hops.Hops;
import io.parley.bench.machine.Consumption;
import io.parley.bench.measure.Latencies;
import io.parley.bench.measure.Percentiles;
import io.parley.bench.measure.Traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All results of one run of the load generator. Fields that a workload doesn't have are null.
 *
 * @param workload its name
 * @param shape the population
 * @param faults guarantees that the server broke; empty when all held
 * @param invalid why the figures are not reliable, though the server may be blameless; empty when they are
 * @param remarks notes for reading the figures
 */
public record Report(
        String workload,
        String shape,
        Conditions conditions,
        Connects connects,
        Load load,
        Idle idle,
        Search search,
        List<String> faults,
        List<String> invalid,
        List<String> remarks) {

    /**
     * The opening of sessions.
     *
     * @param perSecond sessions per second, from the first attempt until the last session was ready
     * @param latency from the start of an attempt until {@code ready} and the whole inbox
     * @param cost during that time; null if unknown
     */
    public record Connects(int sessions, double seconds, double perSecond, Percentiles latency, Cost cost) {}

    /**
     * Messages that were sent on schedule.
     *
     * @param rate messages per second that were due
     * @param deliveriesPerMessage sessions that each message reaches, with its sender's
     * @param messagesPerSecond messages sent in the measured time
     * @param deliveriesPerSecond deliveries that arrived in the measured time
     * @param lag the generator's own delay, from when a message was due
     * @param traffic frames in the measured time
     * @param stalling null when all clients read
     * @param cost null if unknown
     * @param inside null when the server's metrics could not be read
     */
    public record Load(
            double rate,
            double deliveriesPerMessage,
            double messagesPerSecond,
            double deliveriesPerSecond,
            Percentiles lag,
            Percentiles accepted,
            Percentiles own,
            Percentiles recipients,
            List<Latencies.Second> timeline,
            Traffic traffic,
            Verdict verdict,
            Stalling stalling,
            Cost cost,
            Inside inside) {

        /** The age of events when the store has them; empty when unknown. */
        public Optional<Hop> store() {
            return inside == null
                    ? Optional.empty()
                    : inside.hops().stream()
                            .filter(hop -> hop.name().equals(Hops.STORE))
                            .findFirst();
        }
    }

    /**
     * Clients that read nothing in the measured time; no figure includes them.
     *
     * @param clients their number
     * @param cutOff those whose connections the server closed
     */
    public record Stalling(int clients, long cutOff) {}

    /**
     * The server's own metrics, from two seconds before the measured time until all messages had arrived.
     *
     * @param hops the hops of a message, in order
     * @param topicBytes bytes written to each topic, as compressed
     * @param messages sent in that time
     */
    public record Inside(List<Hop> hops, Map<String, Long> topicBytes, long messages) {}

    /**
     * The machine's resources used in a measured time.
     *
     * @param messages within it
     * @param deliveries within it
     */
    public record Cost(Consumption consumption, long messages, long deliveries) {

        /** Microseconds of CPU of the whole stack for each message; 0 without one. */
        public double microsPerMessage() {
            return per(consumption.stackMicros(), messages);
        }

        /** Microseconds of CPU of the whole stack for each delivery; 0 without one. */
        public double microsPerDelivery() {
            return per(consumption.stackMicros(), deliveries);
        }

        static double per(long micros, long count) {
            return count == 0 ? 0 : (double) micros / count;
        }
    }

    /**
     * Idle sessions.
     *
     * @param broken broken connections
     * @param bytesPerSession growth of each process per session, from before the first until the end
     */
    public record Idle(int sessions, double seconds, long broken, Map<String, Long> bytesPerSession, Cost cost) {}

    /**
     * The course of a search for the highest rate.
     *
     * @param best messages per second; 0 when none held
     * @param confirmed whether it held most of its repeated trials; false when the search ended early
     * @param limitMillis the upper bound of p99
     */
    public record Search(
            double best, boolean confirmed, double deliveriesPerSecond, double limitMillis, List<Trial> trials) {}

    /**
     * One tried rate.
     *
     * @param the reason why it didn't hold; empty when it did
     * @param remark a note; may be empty
     */
    public record Trial(
            double rate, double p50, double p99, double microsPerMessage, boolean held, String why, String remark) {

        /** The outcome in words. */
        public String outcome() {
            String outcome = held ? "held" : why;
            return remark.isEmpty() ? outcome : outcome + "; " + remark;
        }
    }

    public Report {
        faults = List.copyOf(faults);
        invalid = List.copyOf(invalid);
        remarks = List.copyOf(remarks);
    }

    /** Whether all guarantees held. */
    public boolean holds() {
        return faults.isEmpty();
    }
}
