package io.parley.topologies.testkit;

import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The tasks of an application, as many as the engine would make. If one of them writes to a topic that the application
 * reads, such as its repartition topic, the record goes to the task of the partition that its partitioner chose.
 * Everything happens within the causing call, one record at a time and in the order of the writes.
 */
final class Tasks implements AutoCloseable {

    private final TaskPlan plan;
    private final List<TaskDriver> tasks;
    private final Deque<Piped> within = new ArrayDeque<>();
    private List<Piped> written = new ArrayList<>();

    /**
     * @param topology makes the topology, once for each task
     * @param partitions of the existing topics, by their names
     */
    Tasks(Supplier<Topology> topology, Properties engine, Map<String, Integer> partitions, Instant clock) {
        try (StateFolder unused = new StateFolder()) {
            plan = TaskPlan.of(topology.get(), new StreamsConfig(unused.in(engine)), partitions);
        }
        tasks = plan.parts().stream()
                .flatMap(part -> IntStream.range(0, part.tasks())
                        .mapToObj(partition -> new TaskDriver(part, partition, plan, topology, engine, clock)))
                .toList();
    }

    boolean reads(String topic) {
        return plan.reads(topic);
    }

    /** Processes a record, with all resulting records within the application. */
    void give(Piped piped) {
        within.add(piped);
        work();
    }

    /** The records written to visible topics since the last call. */
    List<Piped> written() {
        List<Piped> taken = written;
        written = new ArrayList<>();
        return taken;
    }

    /** Advances the wall clock, and runs what is due. */
    void advance(Duration time) {
        for (TaskDriver task : tasks) {
            task.advance(time);
            collect(task);
            work();
        }
    }

    void commit() {
        tasks.forEach(TaskDriver::commit);
    }

    /**
     * Replaces the tasks by new ones.
     *
     * @param fate decides what the changelogs of each keep
     */
    void restart(Instant now, Consumer<Changelogs> fate) {
        tasks.forEach(task -> task.restart(now, fate));
    }

    private void work() {
        while (!within.isEmpty()) {
            Piped piped = within.removeFirst();
            for (TaskDriver task : tasks) {
                if (task.reads(piped.topic(), piped.partition())) {
                    task.give(piped);
                    collect(task);
                }
            }
        }
    }

    private void collect(TaskDriver task) {
        for (Piped piped : task.written()) {
            if (plan.reads(piped.topic())) {
                within.add(piped);
            }
            if (!piped.topic().startsWith(TopologyFixture.APPLICATION + "-")) {
                written.add(piped);
            }
        }
    }

    @Override
    public void close() {
        tasks.forEach(TaskDriver::close);
    }
}
