package io.parley.bench.machine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadGroupsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "parley-clients-3-1; gateway: event loops",
                "parley-clients-; gateway: event loops",
                "kafka-producer-network-thread | parley-gateway; gateway: producer",
                "parley.conversation-1b2c-StreamThread-1; conversation: streams",
                "parley.conversa; conversation: streams",
                "kafka-producer-network-thread | parley.user-x-StreamThread-1-producer; user: producer",
                "parley.user-x-StreamThread-1; user: streams",
                "parley.user-1b2; user: streams",
                "parley.presence; presence: streams",
                "task-thread-parley.cassandra-sink-0; connect: sinks",
                "data-plane-kafka-request-handler-2; broker: request handlers",
                "data-plane-kafka-network-thread-0-ListenerName(X)-PLAINTEXT-1; broker: network",
                "data-plane-kafk; broker: request handlers and network",
                "C1 CompilerThread0; JIT",
                "C2 CompilerThre; JIT",
                "VM Thread; GC",
                "GC Thread#1; GC",
                "kafka-producer-; kafka clients: producers",
                "main; other",
            })
    void shouldGroupThreadsByWhatTheyDo(String thread, String group) {
        assertThat(ThreadGroups.of(thread)).isEqualTo(group);
    }

    @Test
    void shouldAddUpTheTimeOfAGroupAndLeaveOutWhatDidNothing() {
        // Given
        Map<Long, Long> before = Map.of(1L, 100L, 2L, 50L, 3L, 10L);
        Map<Long, Long> after = Map.of(1L, 150L, 2L, 90L, 3L, 10L, 4L, 500L);
        Map<Long, String> names =
                Map.of(1L, "parley-clients-1-1", 2L, "parley-clients-1-2", 3L, "main", 4L, "C2 CompilerThread0");

        // When
        Map<String, Long> groups = Consumption.byGroup(before, after, names);

        // Then
        assertThat(groups).containsExactly(Map.entry("JIT", 500L), Map.entry("gateway: event loops", 90L));
    }

    @Test
    void shouldReadNamesFromAThreadDump() {
        // When
        Map<Long, String> names = ThreadNames.parse("""
                2026-11-24 10:00:00
                "main" #1 prio=5 os_prio=0 cpu=1ms elapsed=1s tid=0x1 nid=0x1a waiting on condition  [0x1]
                   java.lang.Thread.State: RUNNABLE
                "kafka-producer-network-thread | parley-gateway" #9 daemon prio=5 tid=0x2 nid=77 runnable
                """);

        // Then
        assertThat(names)
                .containsOnly(Map.entry(26L, "main"), Map.entry(77L, "kafka-producer-network-thread | parley-gateway"));
    }
}
