package io.parley.bench.client;

/**
 * Fetches from history the events of an inbox that a client lacks: at once after a connect; otherwise, since the events
 * of a changed inbox are on their way, only if they don't arrive. On its lane's event loop only.
 */
final class CatchUp {

    private static final long HISTORY_AGAIN_MILLIS = 500;
    private static final long GRACE_MILLIS = 2_000;

    private final Lane lane;
    private final Line line;
    private final Frames frames;
    private final Memberships memberships;
    private final Pulled pulled;

    /** Receives the events from history. */
    interface Pulled {

        /** An event has arrived for the first time. */
        void event(SlowFrames.Event event);
    }

    CatchUp(Lane lane, Line line, Frames frames, Memberships memberships, Pulled pulled) {
        this.lane = lane;
        this.line = line;
        this.frames = frames;
        this.memberships = memberships;
        this.pulled = pulled;
    }

    /** @param afterConnect whether it is in the inbox that follows {@code ready} */
    void inbox(Membership membership, long head, boolean afterConnect) {
        membership.headIs(head);
        if (membership.isBehind()) {
            lane.later(afterConnect ? 0 : GRACE_MILLIS, () -> pull(membership));
        }
    }

    /** The conversation was opened again; what came before that doesn't come by itself in a large group. */
    void openedAgain(Membership membership, long head) {
        // Up to where its inbox was it has been asked for already.
        if (head > membership.head()) {
            membership.headIs(head);
            pull(membership);
        }
    }

    void history(SlowFrames.Page page) {
        Membership membership = memberships.of(page.conversation());
        if (membership == null) {
            return;
        }
        for (SlowFrames.Event event : page.events()) {
            if (membership.check().fill(event.sequence())) {
                lane.pulled();
                pulled.event(event);
            }
        }
        lane.later(page.more() ? 0 : HISTORY_AGAIN_MILLIS, () -> pull(membership));
    }

    private void pull(Membership membership) {
        if (membership.isBehind()) {
            line.send(frames.history(membership.id(), membership.check().contiguous(), membership.head()));
        }
    }
}
