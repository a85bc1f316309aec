package io.parley.bench.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;

/** Makes groups of users, the same at each run: message <i>n</i> is sent in group <i>n</i> mod their number. */
final class Groups {

    private static final long SEED = 4711;

    private final List<String> ids = new ArrayList<>();
    private final List<List<String>> members = new ArrayList<>();

    /** @param users from whom each group's members are drawn */
    Groups(int groups, int membersOfEach, int users) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int group = 0; group < groups; group++) {
            long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
            long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
            ids.add(new UUID(high, low).toString());
            Set<String> drawn = new TreeSet<>();
            while (drawn.size() < membersOfEach) {
                drawn.add(user(random.nextInt(users)));
            }
            members.add(List.copyOf(drawn));
        }
    }

    static String user(int number) {
        return "user-" + number;
    }

    int count() {
        return ids.size();
    }

    String id(int message) {
        return ids.get(message % ids.size());
    }

    List<String> members(int message) {
        return members.get(message % ids.size());
    }
}
