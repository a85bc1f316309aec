package io.parley.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs three brokers as child processes, each a controller too, for what one broker can't show: three copies of each
 * partition, two of them in sync at least, leaders that move. Each broker can be stopped, killed and started again by
 * itself.
 */
public final class KafkaCluster implements Server {

    private static final int BROKERS = 3;
    private static final String PROTOCOL = "PLAINTEXT";

    private final List<ClusterBroker> brokers;

    /**
     * @param folder with a folder for each broker; created when missing
     * @param properties broker settings beside or over the ones that this class chooses
     * @param ports hands out all that are needed; the folders keep them
     * @param spawner starts the processes, best {@link Spawner#atSamePriority at the priority of this one}
     */
    public KafkaCluster(Path folder, Map<String, String> properties, Ports ports, Spawner spawner) {
        this(folder, id -> properties, ports, spawner);
    }

    /**
     * Makes a cluster whose brokers have settings of their own.
     *
     * @param properties of the broker with a number from 1 to 3, beside or over the ones that this class chooses
     */
    public KafkaCluster(Path folder, IntFunction<Map<String, String>> properties, Ports ports, Spawner spawner) {
        IntFunction<Path> own = id -> Folders.create(folder.resolve("broker-" + id));
        List<Integer> controllers = ids().mapToObj(id -> ports.keptIn(own.apply(id), "controller", 0))
                .toList();
        String voters = ids().mapToObj(id -> id + "@127.0.0.1:" + controllers.get(id - 1))
                .collect(Collectors.joining(","));
        List<ClusterBroker> all = new ArrayList<>();
        ids().forEach(id -> {
            int port = ports.keptIn(own.apply(id), "broker", 0);
            Map<String, String> node =
                    KafkaNode.properties(id, PROTOCOL, port, controllers.get(id - 1), voters, BROKERS);
            node.putAll(properties.apply(id));
            all.add(new ClusterBroker(id, own.apply(id), port, node, spawner));
        });
        brokers = List.copyOf(all);
    }

    /** The addresses of all brokers, of those that don't run too. */
    public String bootstrapServers() {
        return brokers.stream().map(ClusterBroker::bootstrapServers).collect(Collectors.joining(","));
    }

    /** All brokers, by number from 1 on. */
    public List<ClusterBroker> brokers() {
        return brokers;
    }

    /**
     * Finds one broker, to stop it, to kill it or to start it again.
     *
     * @param id from 1 to 3
     */
    public ClusterBroker broker(int id) {
        return brokers.get(id - 1);
    }

    /** Starts those brokers that don't run, at the same time, since none serves clients before another one runs. */
    @Override
    public void start() {
        List<ClusterBroker> missing =
                brokers.stream().filter(broker -> !broker.isRunning()).toList();
        if (missing.isEmpty()) {
            throw new IllegalStateException("all brokers run already");
        }
        try {
            startAtOnce(missing);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /**
     * Stops all brokers, one after the other. The last one that runs has nobody to hand over to and would wait for it:
     * it is killed.
     */
    @Override
    public void stop() {
        for (ClusterBroker broker : brokers) {
            if (broker.isRunning() && runsAlone(broker)) {
                broker.kill();
            } else {
                broker.stop();
            }
        }
    }

    /** Whether all brokers run. */
    @Override
    public boolean isRunning() {
        return brokers.stream().allMatch(ClusterBroker::isRunning);
    }

    @Override
    public String toString() {
        return "brokers";
    }

    private boolean runsAlone(ClusterBroker broker) {
        return brokers.stream().noneMatch(other -> other != broker && other.isRunning());
    }

    private static IntStream ids() {
        return IntStream.rangeClosed(1, BROKERS);
    }

    private static void startAtOnce(List<ClusterBroker> brokers) {
        List<CompletableFuture<Void>> all = brokers.stream()
                .map(broker ->
                        CompletableFuture.runAsync(broker::start, task -> new Thread(task, "start-" + broker).start()))
                .toList();
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
