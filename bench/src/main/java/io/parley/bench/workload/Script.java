package io.parley.bench.workload;

import io.parley.bench.workload.Pace.Arrivals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Every message of a run, by index in the order of time: when it is due, who sends it, and where. Fixed before the first
 * is sent, so that nothing that a server does can move the schedule. Immutable.
 */
public final class Script {

    private static final long NANOS = 1_000_000_000L;

    private final long warmUpNanos;
    private final long endNanos;
    private final long[] due;
    private final int[] conversations;
    private final int[] senders;

    private Script(long warmUpNanos, long endNanos, long[] due, int[] conversations, int[] senders) {
        this.warmUpNanos = warmUpNanos;
        this.endNanos = endNanos;
        this.due = due;
        this.conversations = conversations;
        this.senders = senders;
    }

    /** One in which everybody reads. */
    public static Script of(Population population, Pace pace) {
        return of(population, pace, new Stalled(0));
    }

    /** The same one, in which the next member of the conversation says what somebody was to say who has stalled. */
    public static Script of(Population population, Pace pace, Stalled stalled) {
        SplittableRandom random = new SplittableRandom(pace.seed());
        long[] due = due(pace, random.split());
        int[] conversations = new int[due.length];
        int[] senders = new int[due.length];
        List<ConversationPlan> plans = population.conversations();
        Turns turns = new Turns(population);
        for (int message = 0; message < due.length; message++) {
            conversations[message] = turns.next();
            ConversationPlan plan = plans.get(conversations[message]);
            int place = random.nextInt(plan.size());
            while (stalled.includes(plan.member(place))) {
                place = (place + 1) % plan.size();
            }
            senders[message] = plan.member(place);
        }
        long warmUp = pace.warmUp().toNanos();
        return new Script(warmUp, warmUp + pace.duration().toNanos(), due, conversations, senders);
    }

    private static long[] due(Pace pace, SplittableRandom random) {
        long[] due = new long[pace.messages()];
        double mean = NANOS / pace.rate();
        double at = 0;
        for (int message = 0; message < due.length; message++) {
            due[message] = Math.round(pace.arrivals() == Arrivals.EVEN ? message * mean : at);
            at += -Math.log(1 - random.nextDouble()) * mean;
        }
        return due;
    }

    public int messages() {
        return due.length;
    }

    /** Nanoseconds after the begin. */
    public long due(int message) {
        return due[message];
    }

    /** The index of the conversation in {@link Population#conversations}. */
    public int conversation(int message) {
        return conversations[message];
    }

    /** The index of the user. */
    public int sender(int message) {
        return senders[message];
    }

    public boolean isMeasured(int message) {
        return due[message] >= warmUpNanos && due[message] < endNanos;
    }

    /** The second of the measured time that a measured message is due in, from 0. */
    public int second(int message) {
        return (int) ((due[message] - warmUpNanos) / NANOS);
    }

    /** The seconds of the measured time, a begun one among them. */
    public int seconds() {
        return (int) ((endNanos - warmUpNanos + NANOS - 1) / NANOS);
    }

    /** Nanoseconds after the begin from which on messages are measured. */
    public long warmUpNanos() {
        return warmUpNanos;
    }

    /** Nanoseconds after the begin at which the last message has been due. */
    public long endNanos() {
        return endNanos;
    }

    /** Takes kinds by their shares, as evenly as it can be, and the conversations of a kind in turn. */
    private static final class Turns {

        private final List<Population.Kind> kinds;
        private final int[] first;
        private final int[] taken;
        private int all;

        Turns(Population population) {
            kinds = new ArrayList<>(population.kinds());
            first = new int[kinds.size()];
            taken = new int[kinds.size()];
            for (int kind = 1; kind < first.length; kind++) {
                first[kind] =
                        first[kind - 1] + kinds.get(kind - 1).conversations().size();
            }
        }

        int next() {
            all++;
            int furthestBehind = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int kind = 0; kind < taken.length; kind++) {
                double behind = kinds.get(kind).share() * all - taken[kind];
                if (behind > most) {
                    most = behind;
                    furthestBehind = kind;
                }
            }
            int turn = taken[furthestBehind]++;
            return first[furthestBehind]
                    + turn % kinds.get(furthestBehind).conversations().size();
        }
    }
}
