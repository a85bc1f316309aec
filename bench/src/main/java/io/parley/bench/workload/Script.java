package io.parley.bench.workload;

import io.parley.bench.workload.Pace.Arrivals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All messages of a run, by index in the order of time: due time, sender and conversation. Fixed before the first is
 * sent, so that the server can't shift the schedule. Immutable.
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

    /** Makes a script in which all clients read. */
    public static Script of(Population population, Pace pace) {
        return of(population, pace, new Stalled(0));
    }

    /** Makes the same script, but the next member of the conversation sends the messages of a stalled one. */
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

    /** The due time of a message, in nanoseconds after the start. */
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

    /** The second of the measured time in which a measured message is due, from 0. */
    public int second(int message) {
        return (int) ((due[message] - warmUpNanos) / NANOS);
    }

    /** The seconds of the measured time, including a partial one. */
    public int seconds() {
        return (int) ((endNanos - warmUpNanos + NANOS - 1) / NANOS);
    }

    /** The start of the measured time, in nanoseconds after the start. */
    public long warmUpNanos() {
        return warmUpNanos;
    }

    /** The due time of the last message, in nanoseconds after the start. */
    public long endNanos() {
        return endNanos;
    }

    /** Chooses kinds by their shares, as evenly as possible, and the conversations of a kind in turn. */
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
