package io.parley.standalone;

import io.parley.runtime.config.Settings;
import io.parley.servers.ChildProcesses;
import io.parley.topologies.conversation.ConversationSettings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * All of Parley on one machine: the servers, the topologies and a gateway, each run as it would run alone. Made, started
 * once, closed once; several may live in one JVM, each on a data folder of its own.
 */
public final class Standalone implements AutoCloseable {

    private static final Duration READY_PATIENCE = Duration.ofSeconds(120);
    private static final long POLL_MILLIS = 200;

    private final DataFolder.Lock lock;
    private final Servers servers;
    private final Blueprint blueprint;
    private final Stack stack;
    private final List<String> steps;

    /**
     * Takes the data folder until it is closed, and starts nothing.
     *
     * @throws IllegalArgumentException if a setting makes no sense; the message is one line that names it
     * @throws IllegalStateException if another instance runs on the folder
     */
    public Standalone(StandaloneConfig config) {
        this(config, (part, time) -> {});
    }

    /** @param onStarted told of each part that was started and of the time it took, on any thread */
    Standalone(StandaloneConfig config, BiConsumer<String, Duration> onStarted) {
        DataFolder folder = new DataFolder(config.dataDir());
        lock = folder.lock();
        try {
            Settings settings = config.own();
            // What a killed one has left behind holds ports and data that are wanted now.
            ChildProcesses.endIn(folder.path());
            folder.create("logs");
            // The applications share it and would each try to make it at the same moment.
            folder.create("streams");
            servers = Servers.in(folder, settings);
            blueprint = new Blueprint(
                    servers, new Decisions(config.settings(), servers, folder), folder, config.applications());
            steps = ConversationSettings.stepNames(settings);
            stack = new Stack(blueprint.parts(), onStarted);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Starts all parts and returns when clients can chat.
     *
     * @throws IllegalStateException when a part can't be started, naming it in one line; close what was started
     * @throws InterruptedException when the thread is interrupted
     */
    public void start() throws InterruptedException {
        stack.start();
        awaitReady();
    }

    /** Closes one part and starts it again, by its name in {@link #conditions}; returns when all is well again. */
    public void restart(String part) throws InterruptedException {
        stack.restart(part);
        awaitReady();
    }

    /**
     * Closes one part and starts it again, and waits for nothing else.
     *
     * @throws StackException when it can't be started
     */
    void revive(String part) {
        stack.restart(part);
    }

    /** The steps that are asked about a command before it is numbered, in their order. */
    List<String> steps() {
        return steps;
    }

    /** How each part is, in the order in which they build on each other. */
    Map<String, Condition> conditions() {
        return stack.conditions();
    }

    /** Where each part that others may ask is, as far as it was started. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("broker", bootstrapServers());
        addresses.put("cassandra", "127.0.0.1:" + cassandra().getPort());
        addresses.put("redis", redis().toString());
        addresses.put("registry", registryUrl().toString());
        blueprint.gateway().ifPresent(gateway -> {
            addresses.put("gateway", chatUrl().toString());
            addresses.put("page", pageUrl().toString());
            tokenCode().ifPresent(code -> addresses.put("code", code));
            addresses.put("management", managementUrl().toString());
        });
        blueprint.admin().ifPresent(admin -> addresses.put("admin", admin.url().toString()));
        return addresses;
    }

    /** What a browser opens: the page, with the code by which it gets tokens. */
    public URI pageUrl() {
        return tokenCode().map(code -> chatUrl().resolve("/#code=" + code)).orElseGet(this::chatUrl);
    }

    /** What has to be said for a development token, where it is asked for. */
    public Optional<String> tokenCode() {
        return blueprint.tokenCode();
    }

    /** Where clients connect, by HTTP or HTTPS. */
    public URI chatUrl() {
        return URI.create(gateway().scheme() + "://127.0.0.1:" + gateway().port());
    }

    /** Where the gateway's health and metrics are. */
    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + gateway().managementPort());
    }

    public String bootstrapServers() {
        return servers.broker().bootstrapServers();
    }

    /** Where the registry's Confluent REST API begins. */
    public URI registryUrl() {
        return URI.create(servers.registry().url());
    }

    /** Its data centre is {@code datacenter1}. */
    public InetSocketAddress cassandra() {
        return servers.cassandra().contactPoint();
    }

    public URI redis() {
        return servers.redis().uri();
    }

    /** Stops all parts in order and gives up the data folder. Does nothing the second time. */
    @Override
    public void close() {
        stack.close();
        lock.close();
    }

    private GatewayPart gateway() {
        return blueprint.gateway().orElseThrow(() -> new IllegalStateException("the gateway was not started"));
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
        List<String> notReady = notReady();
        while (!notReady.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        "not ready within " + READY_PATIENCE.toSeconds() + " s: " + String.join(", ", notReady), null);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            notReady = notReady();
        }
    }

    private List<String> notReady() {
        return conditions().entrySet().stream()
                .filter(part -> !part.getValue().isRunning())
                .map(part -> {
                    if (part.getValue().hasFailed()) {
                        throw new StackException(
                                part.getKey() + ": " + part.getValue().reason(), null);
                    }
                    return part.getKey() + " (" + part.getValue().reason() + ")";
                })
                .toList();
    }
}
