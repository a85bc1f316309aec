package io.parley.bench.workload;

/**
 * The users whose clients stop reading: a part of all, evenly spread and never two in a row, so that in every conversation
 * somebody goes on.
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

    /** How many of so many users. */
    public int of(int users) {
        return (int) ((long) users * percent / ALL);
    }
}
