package io.parley.bench.machine;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Groups a JVM's threads by purpose, by their name: the whole name, or the 15 characters that the system keeps. */
final class ThreadGroups {

    static final String OTHER = "other";

    private static final List<Group> ALL = List.of(
            group("gateway: event loops", "parley-clients.*"),
            group("gateway: deliveries consumer", "parley-deliveri.*"),
            group("gateway: producer", "kafka-producer-network-thread \\| parley-gateway.*"),
            group("conversation: producer", "kafka-producer-network-thread \\| .*conversation-.*"),
            group("user: producer", "kafka-producer-network-thread \\| .*user-.*"),
            group("presence: producer", "kafka-producer-network-thread \\| .*presence.*"),
            group("gateway: rest", "parley-(lease|manage|gateway|jwks).*"),
            group("conversation: streams", ".*conversation-.*StreamThread.*", "parley\\.conversa.*"),
            group("user: streams", ".*user-.*StreamThread.*", "parley\\.user-.*"),
            group("presence: streams", ".*presence.*StreamThread.*", "parley\\.presence.*"),
            group("connect: sinks", "task-thread-.*"),
            group("connect: rest", ".*[Cc]onnect-.*", "DistributedHerd.*", "KafkaBasedLog.*", "qtp\\d.*"),
            group("kafka clients: producers", "kafka-producer-.*"),
            group("kafka clients: heartbeats", "kafka-coordinat.*", "kafka-admin-cli.*"),
            group("broker: request handlers", "data-plane-kafka-request-handler.*"),
            group("broker: network", "data-plane-kafka-(network|socket).*"),
            group("broker: request handlers and network", "data-plane-kafk.*", "data-plane-.*"),
            group("broker: coordinators", "group-coordinat.*", "(transaction|share)-coor.*"),
            group("broker: controller", "quorum-controll.*", "kafka-\\d+-.*", "controller-.*"),
            group("broker: rest", "kafka-log-.*", "kafka-schedule.*", "Expiration.*", "ExpirationReap.*", ".*Reaper.*"),
            group("stores: RocksDB", "rocksdb:.*"),
            group("Cassandra driver", "s\\d+-.*", "cluster\\d.*", "history.*"),
            group("JIT", "C[12] Compiler.*", "Sweeper thread.*"),
            group("GC", "(GC|G1|ZGC|X|Y|Z|Shenandoah) ?.*", "VM Thread.*"),
            group("JVM: rest", "VM .*", "Signal Dispatc.*", "Service Thread.*", "Common-Cleaner.*", "Finalizer.*"));

    private ThreadGroups() {}

    private record Group(String name, List<Pattern> patterns) {}

    static String of(String thread) {
        return ALL.stream()
                .filter(group -> group.patterns().stream()
                        .anyMatch(pattern -> pattern.matcher(thread).matches()))
                .map(Group::name)
                .findFirst()
                .orElse(OTHER);
    }

    private static Group group(String name, String... patterns) {
        return new Group(name, Arrays.stream(patterns).map(Pattern::compile).toList());
    }
}
