package io.parley.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The name that somebody probably meant: the one with the fewest characters to insert, drop or change. None where that
 * would be more than a third of them: then it is no slip.
 */
final class NearestName {

    private static final int LARGEST_PART = 3;

    private NearestName() {}

    static Optional<String> to(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(nearest -> distance(name, nearest) * LARGEST_PART <= name.length());
    }

    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
