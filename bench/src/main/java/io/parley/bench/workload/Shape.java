package io.parley.bench.workload;

import io.parley.bench.workload.Population.Kind;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The populations of the workloads. */
public enum Shape {
    /** Pairs: a message has one recipient besides its sender. */
    DIRECT {
        @Override
        public Population of(Sizes sizes) {
            int pairs = Math.max(1, sizes.users() / 2);
            return new Population(pairs + " direct conversations", 2 * pairs, List.of(new Kind(1, pairs(pairs))));
        }
    },
    /** Each user in one group of {@link Sizes#groupSize}. */
    GROUPS {
        @Override
        public Population of(Sizes sizes) {
            int groups = Math.max(1, sizes.users() / sizes.groupSize());
            return new Population(
                    groups + " groups of " + sizes.groupSize(),
                    groups * sizes.groupSize(),
                    List.of(new Kind(1, groups(groups, sizes.groupSize()))));
        }
    },
    /** One group of all users, open on every client. */
    LARGE {
        @Override
        public Population of(Sizes sizes) {
            int size = Math.max(2, sizes.users());
            return new Population(
                    "one group of " + size + ", open at all",
                    size,
                    List.of(new Kind(1, List.of(ConversationPlan.group(true, 0, size)))));
        }
    },
    /**
     * Most messages in direct conversations, some in groups of ten, few in a large group: with the shares below each of
     * the three causes about a third of the deliveries (85% × 2, 14% × 10, 1% × 200: 1.7 + 1.4 + 2.0 for each message),
     * so that none of them hides behind the others. Every user is in a pair and in a group, as people are.
     */
    MIX {
        @Override
        public Population of(Sizes sizes) {
            int users = Math.max(sizes.groupSize(), sizes.users() / (2 * sizes.groupSize()) * 2 * sizes.groupSize());
            int large = Math.min(users, LARGE_IN_MIX);
            return new Population(
                    String.format(
                            Locale.ROOT,
                            "%d direct conversations (%.0f%% of messages), %d groups of %d (%.0f%%), one of %d, open at all"
                                    + " (%.0f%%)",
                            users / 2,
                            100 * DIRECT_SHARE,
                            users / sizes.groupSize(),
                            sizes.groupSize(),
                            100 * GROUP_SHARE,
                            large,
                            100 * LARGE_SHARE),
                    users,
                    List.of(
                            new Kind(DIRECT_SHARE, pairs(users / 2)),
                            new Kind(GROUP_SHARE, groups(users / sizes.groupSize(), sizes.groupSize())),
                            new Kind(LARGE_SHARE, List.of(ConversationPlan.group(true, 0, large)))));
        }
    };

    private static final double DIRECT_SHARE = 0.85;
    private static final double GROUP_SHARE = 0.14;
    private static final double LARGE_SHARE = 0.01;
    private static final int LARGE_IN_MIX = 200;

    /**
     * The sizes of a population.
     *
     * @param users rounded down to a number that the shape can use
     * @param groupSize members of an ordinary group
     */
    public record Sizes(int users, int groupSize) {

        public Sizes {
            if (users < 2) {
                throw new IllegalArgumentException("users: " + users + " (expected: 2 or more)");
            }
            if (groupSize < 2) {
                throw new IllegalArgumentException("group size: " + groupSize + " (expected: 2 or more)");
            }
        }
    }

    public abstract Population of(Sizes sizes);

    private static List<ConversationPlan> pairs(int count) {
        return IntStream.range(0, count)
                .mapToObj(pair -> ConversationPlan.direct(2 * pair))
                .toList();
    }

    private static List<ConversationPlan> groups(int count, int size) {
        return IntStream.range(0, count)
                .mapToObj(group -> ConversationPlan.group(false, group * size, size))
                .toList();
    }
}
