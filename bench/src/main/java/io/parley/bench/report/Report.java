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
 * All that one call of the load generator has found. What a workload doesn't have is null.
 *
 * @param workload its name
 * @param shape who talked to whom
 * @param faults what the server didn't hold; empty when all is well
 * @param invalid why the figures are not to be believed, though the server may be blameless; empty when they are
 * @param remarks what has to be known to read the figures
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
     * How sessions were opened.
     *
     * @param perSecond sessions that were in, from the first attempt until the last was in
     * @param latency from the begin of an attempt until {@code ready} and the whole inbox
     * @param cost while that went on; null where nobody can tell
     */
    public record Connects(int sessions, double seconds, double perSecond, Percentiles latency, Cost cost) {}

    /**
     * Messages that were sent by schedule.
     *
     * @param rate messages per second that were due
     * @param deliveriesPerMessage sessions that each message goes to, its sender's among them
     * @param messagesPerSecond that were sent in the measured time
     * @param deliveriesPerSecond that came in the measured time
     * @param lag the generator's own, from the moment at which a message was due
     * @param traffic frames in the measured time
     * @param stalling null when everybody read
     * @param cost null where nobody can tell
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

        /** How old events are when the store has them; empty when nobody can tell. */
        public Optional<Hop> store() {
            return inside == null
                    ? Optional.empty()
                    : inside.hops().stream()
                            .filter(hop -> hop.name().equals(Hops.STORE))
                            .findFirst();
        }
    }

    /**
     * Clients that read nothing in the measured time, and are in none of its figures.
     *
     * @param clients how many
     * @param cutOff whose connections the server has closed
     */
    public record Stalling(int clients, long cutOff) {}

    /**
     * What the server's own metrics tell, from two seconds before the measured time until everything had come.
     *
     * @param hops the way of a message, in its order
     * @param topicBytes that each topic took in, what was compressed as it was
     * @param messages that were sent within it
     */
    public record Inside(List<Hop> hops, Map<String, Long> topicBytes, long messages) {}

    /**
     * What a measured time took of the machine.
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
     * Sessions that do nothing.
     *
     * @param broken connections that didn't last
     * @param bytesPerSession by which each process grew for each session, from before the first until the end
     */
    public record Idle(int sessions, double seconds, long broken, Map<String, Long> bytesPerSession, Cost cost) {}

    /**
     * The way to the highest rate.
     *
     * @param best messages per second; 0 when none held
     * @param confirmed whether it was tried again and held most of the times; not when the search ended early
     * @param limitMillis which p99 had to stay below
     */
    public record Search(
            double best, boolean confirmed, double deliveriesPerSecond, double limitMillis, List<Trial> trials) {}

    /**
     * One rate that was tried.
     *
     * @param why it didn't hold; empty when it did
     * @param remark what has to be known beside it; empty when there is nothing
     */
    public record Trial(
            double rate, double p50, double p99, double microsPerMessage, boolean held, String why, String remark) {

        /** In words. */
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

    /** Whether everything that was promised held. */
    public boolean holds() {
        return faults.isEmpty();
    }
}
