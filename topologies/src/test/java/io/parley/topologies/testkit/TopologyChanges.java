package io.parley.topologies.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The differences of two descriptions of a topology, each with its effect on the data of a running installation. */
final class TopologyChanges {

    private static final Pattern STORES = Pattern.compile("\\(stores: \\[([^]]*)]\\)");
    private static final Pattern SOURCES = Pattern.compile("\\(topics: \\[([^]]*)]\\)");
    private static final Pattern SINKS = Pattern.compile("\\(topic: ([^)]*)\\)");
    private static final Pattern NODES = Pattern.compile("(?:Source|Processor|Sink): (\\S+)");
    private static final Pattern PARTS = Pattern.compile("Sub-topology: (\\d+)");
    private static final String REPARTITION = "-repartition";

    private TopologyChanges() {}

    /** @param name of the application, the prefix of the engine's own topics */
    static List<String> between(String name, String reviewed, String now) {
        List<String> changes = new ArrayList<>();
        Set<String> storesBefore = all(STORES, reviewed);
        Set<String> stores = all(STORES, now);
        for (String gone : without(storesBefore, stores)) {
            changes.add("- store " + gone + " is gone: what it holds is lost to the topology, and its changelog"
                    + " <prefix>" + name + "-" + gone + "-changelog stays behind, orphaned");
        }
        for (String added : without(stores, storesBefore)) {
            changes.add("- store " + added + " is new: it starts empty, even if another store had its data before");
        }
        Set<String> readBefore = all(SOURCES, reviewed);
        Set<String> read = all(SOURCES, now);
        for (String gone : without(readBefore, read)) {
            changes.add("- topic " + gone + " is not read any more"
                    + (gone.endsWith(REPARTITION) ? ": what lies in it when the change is rolled out is lost" : ""));
        }
        for (String added : without(read, readBefore)) {
            changes.add("- topic " + added + " is read now, from its oldest record on");
        }
        for (String gone : without(all(SINKS, reviewed), all(SINKS, now))) {
            changes.add("- topic " + gone + " is not written any more");
        }
        for (String added : without(all(SINKS, now), all(SINKS, reviewed))) {
            changes.add("- topic " + added + " is written now");
        }
        if (!all(PARTS, reviewed).equals(all(PARTS, now))) {
            changes.add("- the number of sub-topologies changes, and tasks with it: change it over a clean stop;"
                    + " local state is read from its changelogs again");
        }
        if (changes.isEmpty()) {
            changes.add("- no store and no topic changes its name" + renamed(reviewed, now)
                    + ": nothing happens to the data");
        }
        return changes;
    }

    private static String renamed(String reviewed, String now) {
        Set<String> gone = without(all(NODES, reviewed), all(NODES, now));
        Set<String> added = without(all(NODES, now), all(NODES, reviewed));
        return gone.isEmpty() && added.isEmpty()
                ? "; processors are wired otherwise"
                : "; processors that are gone: " + gone + ", that are new: " + added;
    }

    private static Set<String> all(Pattern pattern, String description) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(description);
        while (matcher.find()) {
            Arrays.stream(matcher.group(1).split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .forEach(found::add);
        }
        return found;
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }
}
