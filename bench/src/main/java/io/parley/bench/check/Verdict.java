package io.parley.bench.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts a run's messages at their recipients.
 *
 * @param sent commands that were sent, without repeats
 * @param notSent commands that were due and never sent
 * @param notAccepted commands that were sent and whose {@code accepted} never arrived
 * @param refused commands that were rejected for good
 * @param expected events that the sessions should have got
 * @param delivered events that they got, each counted once
 * @param missing events that never arrived
 * @param gaps sequences below the highest of their conversation that a session never got, from the first run on
 * @param repeats events that arrived again, which is allowed
 * @param outOfOrder events that arrived after a higher sequence of their conversation
 * @param contradictions events with another sequence than at other sessions
 * @param resent commands that were sent again, after a reconnect or at the server's request
 * @param reconnects connections that broke and were restored
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

    /** Whether all recipients got every message once and in order. */
    public boolean holds() {
        return faults().isEmpty();
    }

    /** The guarantees that didn't hold, in words; empty when all held. */
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
