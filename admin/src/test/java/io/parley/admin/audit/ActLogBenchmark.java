package io.parley.admin.audit;

import io.parley.admin.access.Caller;
import io.parley.admin.access.Role;
import io.parley.admin.act.Act;
import io.parley.admin.act.ReadEvents;
import io.parley.admin.log.AdminClients;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.ConversationId;
import io.parley.schemas.Topics;
import io.parley.servers.RealServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Acts a second of one admin process on a real broker, asked for by as many threads as the interface has: each in a
 * transaction of its own, and those that wait in one. Run by hand.
 */
class ActLogBenchmark {

    private static final int THREADS = 32;
    private static final int ACTS = 960;
    private static final int ROUNDS = 3;
    private static final Caller SHOP = new Caller("shop", Set.of(Role.COMPLIANCE), "127.0.0.1");
    private static final Act ACT = new ReadEvents(
            ConversationId.parse("0b8f6c1e-7a55-4d0e-9c1a-3f5b2f0a6d11"), OptionalLong.empty(), 50, "measured");

    /** Writes an act. */
    private interface Writing {

        ChainHead write() throws Exception;
    }

    @Test
    void measure() throws Exception {
        RealServers servers = RealServers.get();
        CatalogueConfig catalogue =
                new CatalogueConfig("audit-bench-" + UUID.randomUUID() + ".", 1, 1, (short) 1, Duration.ofDays(1));
        Topics topics = new Topics(catalogue);
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
            admin.createTopics(List.of(
                            topics.audit().toNewTopic(), topics.suspensions().toNewTopic()))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        AvroSerdes serdes = new AvroSerdes(new HttpSchemaRegistry(RegistryConfig.of(servers.registryUrl())));
        AdminClients clients = new AdminClients(Brokers.at(servers.bootstrapServers()), catalogue.prefix());
        try (ActLog log = new ActLog(clients, topics, serdes, 100, Clock.systemUTC())) {
            for (int round = 0; round < ROUNDS; round++) {
                print("each by itself", run(() -> log.write(ACT, SHOP, now -> {})));
                print("together", run(() -> log.append(ACT, SHOP)));
            }
        }
    }

    /** Returns the seconds that all acts take. */
    private static double run(Writing writing) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<ChainHead>> acts = new ArrayList<>();
            for (int i = 0; i < ACTS; i++) {
                acts.add(writing::write);
            }
            long began = System.nanoTime();
            for (Future<ChainHead> act : threads.invokeAll(acts)) {
                act.get();
            }
            return (System.nanoTime() - began) / 1e9;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void print(String variant, double seconds) {
        System.out.println(variant + ": " + Math.round(ACTS / seconds) + " acts a second");
    }
}
