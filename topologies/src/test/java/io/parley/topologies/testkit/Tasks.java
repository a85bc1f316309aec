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
 * The tasks of an application, as many as the engine would make. What one of them writes to a topic that the application reads, such as
 * one that it repartitions by, goes to the task of the partition where its partitioner put it. Everything happens within the call
 * that causes it, one record at a time and in the order in which records were written.
 */
final class Tasks implements AutoCloseable {

    private final TaskPlan plan;
    private final List<TaskDriver> tasks;
    private final Deque<Piped> within = new ArrayDeque<>();
    private List<Piped> written = new ArrayList<>();

    /**
     * @param topology makes the topology, for each task anew
     * @param partitions of the topics that there are, by their names
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

    /** Processes a record, and all that comes of it within the application. */
    void give(Piped piped) {
        within.add(piped);
        work();
    }

    /** What they have written since the last time, to topics that others see. */
    List<Piped> written() {
        List<Piped> taken = written;
        written = new ArrayList<>();
        return taken;
    }

    /** Lets the wall clock go on, and what is to happen by it happen. */
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
     * New tasks in their place.
     *
     * @param fate what becomes of the changelogs of each
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
