package io.parley.bench.workload;

/**
 * The users whose clients stop reading: a share of all, evenly spread and never two in a row, so that every
 * conversation has an active member.
 *
 * @param percent of the users
 */
public record Stalled(int percent) {

    private static final int MOST = 50;
    private static final int ALL = 100;

    public Stalled {
        if (percent < 0 || percent > MOST) {
            throw new IllegalArgumentException("stalled: " + percent + " (expected: 0 to " + MOST + " percent)");
        }
    }

    public boolean includes(int user) {
        return (user + 1L) * percent / ALL > (long) user * percent / ALL;
    }

    /** The number of stalled users among so many. */
    public int of(int users) {
        return (int) ((long) users * percent / ALL);
    }
}
