package io.parley.topologies;

/**
 * Whether something is well.
 *
 * @param reason in a few words what it is doing, or what is wrong
 */
public record Health(boolean ok, String reason) {

    static Health well(String reason) {
        return new Health(true, reason);
    }

    static Health unwell(String reason) {
        return new Health(false, reason);
    }
}
