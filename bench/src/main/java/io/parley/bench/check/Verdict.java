package io.parley.bench.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the messages of a run, counted at the recipients.
 *
 * @param sent commands that left, without those that were sent again
 * @param notSent commands that were due and never left
 * @param notAccepted commands that were sent and whose {@code accepted} never came
 * @param refused commands that were rejected for good
 * @param expected events that the sessions should have got
 * @param delivered events that they did get, each counted once
 * @param missing events that never came
 * @param gaps sequences below the highest of their conversation that never came to somebody, from the first run on
 * @param repeats events that came again, which is allowed
 * @param outOfOrder events that came after a higher sequence of their conversation
 * @param contradictions events that carry another sequence than elsewhere
 * @param resent commands that were sent again, after a reconnect or when told to
 * @param reconnects connections that broke and were made again
 */
public record Verdict(
        long sent,
        long notSent,
        long notAccepted,
        long refused,
        long expected,
        long delivered,
        long missing,
        long gaps,
        long repeats,
        long outOfOrder,
        long contradictions,
        long resent,
        long reconnects) {

    /** Whether every message came once and in order to everybody. */
    public boolean holds() {
        return faults().isEmpty();
    }

    /** What didn't hold, in words; empty when all did. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        add(faults, notSent, "messages were never sent");
        add(faults, notAccepted, "messages were never accepted");
        add(faults, refused, "messages were refused");
        add(faults, missing, "deliveries are missing");
        add(faults, gaps, "sequences were left out");
        add(faults, outOfOrder, "deliveries came out of order");
        add(faults, contradictions, "deliveries carry another sequence than elsewhere");
        return faults;
    }

    private static void add(List<String> faults, long count, String what) {
        if (count > 0) {
            faults.add(count + " " + what);
        }
    }
}
