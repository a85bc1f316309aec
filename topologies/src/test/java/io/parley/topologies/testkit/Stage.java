package io.parley.topologies.testkit;

import io.parley.topologies.Guarantee;
import io.parley.topologies.parts.Placement;
import org.apache.kafka.streams.Topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One application of a pipeline: its tasks, with all their input. */
final class Stage {

    private final Guarantee guarantee;
    private final List<Piped> given = new ArrayList<>();
    private final List<Piped> withheld = new ArrayList<>();
    private final Tasks tasks;
    private Instant clock;
    private boolean withholds;
    private int committed;

    /**
     * @param topology makes the application's topology
     * @param partitions of the existing topics, by their names
     */
    Stage(Guarantee guarantee, Supplier<Topology> topology, Map<String, Integer> partitions, Instant clock) {
        this.guarantee = guarantee;
        this.clock = clock;
        Properties engine = new Properties();
        engine.put(Placement.KEY, true);
        this.tasks = new Tasks(topology, engine, partitions, clock);
    }

    boolean reads(String topic) {
        return tasks.reads(topic);
    }

    /** Whether it reads records of a topic before their commit. */
    boolean readsAhead(String topic) {
        return guarantee == Guarantee.AHEAD_OF_COMMIT && reads(topic);
    }

    void give(Piped piped) {
        given.add(piped);
        tasks.give(piped);
    }

    /** The records written to visible topics since the last call. */
    List<Piped> written() {
        List<Piped> written = tasks.written();
        if (withholds) {
            withheld.addAll(written);
            return List.of();
        }
        return written;
    }

    /** Commits; from now on its output isn't visible, until it commits again or crashes. */
    void withhold() {
        tasks.commit();
        committed = given.size();
        withholds = true;
    }

    boolean withholds() {
        return withholds;
    }

    /** Commits and returns the output that nobody has seen yet. */
    List<Piped> commit() {
        tasks.commit();
        withholds = false;
        return taken();
    }

    /**
     * Crashes and starts again, and gets all uncommitted input once more.
     *
     * @param random decides which parts of its state, and of its output to each partition, are left
     * @return the part of its output that is left
     */
    List<Piped> crash(RandomGenerator random, Instant now) {
        List<Piped> left = firstOfEach(taken(), random);
        tasks.restart(now, logs -> logs.lose(random));
        startedAgain(now);
        List.copyOf(given.subList(committed, given.size())).forEach(tasks::give);
        return left;
    }

    /**
     * Crashes and starts again, without its uncommitted output, and gets all that input once more: each partition in
     * its order, interleaved at random.
     */
    void abort(RandomGenerator random, Instant now) {
        taken();
        tasks.restart(now, Changelogs::abort);
        startedAgain(now);
        List<Piped> again = Interleaved.by(Stage::partition, given.subList(committed, given.size()), random);
        given.subList(committed, given.size()).clear();
        again.forEach(this::give);
    }

    private void startedAgain(Instant now) {
        clock = now;
        withholds = false;
    }

    /** Its uncommitted output: of each partition a first part. */
    List<Piped> withheld(RandomGenerator random) {
        return firstOfEach(withheld, random);
    }

    private List<Piped> taken() {
        List<Piped> taken = List.copyOf(withheld);
        withheld.clear();
        return taken;
    }

    /** The first few records of each partition. */
    private static List<Piped> firstOfEach(List<Piped> written, RandomGenerator random) {
        Map<String, Integer> left = new TreeMap<>();
        written.forEach(piped -> left.merge(partition(piped), 1, Integer::sum));
        left.replaceAll((partition, records) -> random.nextInt(records + 1));
        return written.stream()
                .filter(piped -> left.merge(partition(piped), -1, Integer::sum) >= 0)
                .toList();
    }

    private static String partition(Piped piped) {
        return piped.topic() + "-" + piped.partition();
    }

    void advanceTo(Instant now) {
        tasks.advance(Duration.between(clock, now));
        clock = now;
    }

    void restart(Instant now) {
        tasks.restart(now, Changelogs::keep);
        clock = now;
    }

    /** Repeats the last of its input. */
    void repeat(int records) {
        List.copyOf(given.subList(Math.max(0, given.size() - records), given.size()))
                .forEach(tasks::give);
    }

    void close() {
        tasks.close();
    }
}
