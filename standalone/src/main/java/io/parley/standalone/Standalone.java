package io.parley.standalone;

import io.parley.runtime.config.Settings;
import io.parley.servers.ChildProcesses;
import io.parley.topologies.conversation.ConversationSettings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs all of Parley on one machine: the servers, the topologies and a gateway, each as it would run alone. Made, started
 * once, closed once; several may live in one JVM, each on a data folder of its own.
 */
public final class Standalone implements AutoCloseable {

    private final Consumer<String> operator;
    private final Instant since = Instant.now();
    private final DataFolder folder;
    private final DataFolder.Lock lock;
    private final List<String> steps;
    private final Servers servers;
    private final Plan plan;
    private final Parts parts;
    private final Supervisor supervisor;
    private volatile boolean watched;

    /**
     * Takes the data folder until it is closed, and starts nothing.
     *
     * @throws IllegalArgumentException if a setting is invalid; the message is one line that names it
     * @throws IllegalStateException if another instance runs on the folder
     */
    public Standalone(StandaloneConfig config) {
        this(config, line -> {});
    }

    /** @param operator takes lines for the operator, on any thread */
    Standalone(StandaloneConfig config, Consumer<String> operator) {
        this.operator = operator;
        folder = new DataFolder(config.dataDir());
        lock = folder.lock();
        try {
            Settings settings = config.own();
            steps = ConversationSettings.stepNames(settings);
            // What a killed one has left behind holds ports and data that are wanted now.
            ChildProcesses.endIn(folder.path());
            folder.create("logs");
            // The applications share it and would each try to make it at the same moment.
            folder.create("streams");
            servers = Servers.in(folder, settings);
            plan = Plan.of(
                    config,
                    servers.addresses(),
                    folder.of("streams"),
                    folder.of(AdminPart.TOKENS),
                    folder.secret(DataFolder.SEAL_SECRET),
                    TokenSecret::random);
            parts = new Parts(plan, servers, folder);
            supervisor = new Supervisor(parts.all(), operator, InstantSource.system());
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Starts all parts and waits until clients can chat.
     *
     * @throws IllegalStateException when a part can't be started, naming it in one line; the caller closes this then
     * @throws InterruptedException when the thread is interrupted
     */
    public void start() throws InterruptedException {
        supervisor.start();
    }

    /** Stops one part and starts it again, by its name in {@link #statuses}; returns when all is well again. */
    public void restart(String part) throws InterruptedException {
        supervisor.restart(part);
    }

    /** Restarts failed parts from now on, and keeps the properties that {@code status} reads up to date. */
    void watch() {
        watched = true;
        supervisor.watch(this::describe);
    }

    /**
     * Waits until the instance ends.
     *
     * @throws StandaloneException when a part that is watched has failed for good; returns when this is closed
     */
    void awaitEnd() {
        supervisor.awaitEnd();
    }

    /** Returns whether the end has begun, which explains all later failures. */
    boolean isClosing() {
        return supervisor.isClosed();
    }

    /** Returns the steps before the numbering of commands, in their order. */
    List<String> steps() {
        return steps;
    }

    /** Returns the state of each part, in the order of their dependencies. */
    Map<String, PartStatus> statuses() {
        return supervisor.statuses();
    }

    /** Returns the address of each started part that accepts connections. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("broker", bootstrapServers());
        addresses.put("cassandra", "127.0.0.1:" + cassandra().getPort());
        addresses.put("redis", redis().toString());
        addresses.put("registry", registryUrl().toString());
        parts.gateway().ifPresent(gateway -> {
            addresses.put("gateway", chatUrl().toString());
            addresses.put("page", pageUrl().toString());
            tokenCode().ifPresent(code -> addresses.put("code", code));
            addresses.put("management", managementUrl().toString());
        });
        parts.admin().ifPresent(admin -> addresses.put("admin", admin.url().toString()));
        return addresses;
    }

    /** Returns the URL for browsers: the page, with the code for its tokens. */
    public URI pageUrl() {
        return tokenCode().map(code -> chatUrl().resolve("/#code=" + code)).orElseGet(this::chatUrl);
    }

    /** Returns the code for development tokens, if one is needed. */
    public Optional<String> tokenCode() {
        return plan.tokenCode();
    }

    /** Returns the URL for clients, of HTTP or HTTPS. */
    public URI chatUrl() {
        return URI.create(gateway().scheme() + "://127.0.0.1:" + gateway().port());
    }

    /** Returns the address of the gateway's health checks and metrics. */
    public URI managementUrl() {
        return URI.create(
                gateway().managementScheme() + "://127.0.0.1:" + gateway().managementPort());
    }

    public String bootstrapServers() {
        return servers.broker().bootstrapServers();
    }

    /** Returns the URL of the registry's Confluent REST API. */
    public URI registryUrl() {
        return URI.create(servers.registry().url());
    }

    /** Returns the address of Cassandra; its data centre is {@code datacenter1}. */
    public InetSocketAddress cassandra() {
        return servers.cassandra().contactPoint();
    }

    public URI redis() {
        return servers.redis().uri();
    }

    /** Stops all parts in order and releases the data folder. A second call waits for the first one. */
    @Override
    public synchronized void close() {
        if (supervisor.isClosed()) {
            return;
        }
        if (watched) {
            operator.accept("Stopping.");
        }
        supervisor.close();
        servers.close();
        lock.close();
        if (watched) {
            operator.accept("Stopped.");
        }
    }

    private void describe(Map<String, PartStatus> statuses) {
        folder.describe(InstanceProperties.of(since, steps, addresses(), statuses));
    }

    private GatewayPart gateway() {
        return parts.gateway().orElseThrow(() -> new IllegalStateException("the gateway was not started"));
    }
}
