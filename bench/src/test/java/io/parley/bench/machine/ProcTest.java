package io.parley.bench.machine;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ProcTest {

    @TempDir
    Path root;

    private Proc proc;

    @BeforeEach
    void write() throws IOException {
        proc = new Proc(root);
        file("42/stat", "42 (a (strange) name) S 1 42 42 0 -1 4194560 1 0 0 0 700 300 0 0 20 0 9 0 1 1 1 1");
        file("42/status", "Name:\tjava\nVmRSS:\t    2048 kB\nThreads:\t2\n");
        file("42/cmdline", "/usr/bin/java\0-Xmx1g\0io.parley.standalone.Main\0up\0");
        file("42/task/42/comm", "parley-clients-\n");
        file("42/task/42/schedstat", "1500000 10 3\n");
        file("42/task/43/comm", "C2 CompilerThre\n");
        file("42/task/43/stat", "43 (C2 Compiler) S 1 42 42 0 -1 4194560 1 0 0 0 2 1 0 0 20 0 9 0 1 1 1 1");
        file("stat", "cpu  100 0 50 9000 10 0 5 7 0 0\ncpu0 1 2 3\n");
        file("notes", "no process");
    }

    @Test
    void shouldReadWhatAProcessTook() {
        assertThat(proc.cpuMicros(42)).isEqualTo(10_000_000);
        assertThat(proc.residentBytes(42)).isEqualTo(2_097_152);
        assertThat(proc.processes()).containsExactly(42L);
        assertThat(proc.threads(42)).containsExactlyInAnyOrder(42L, 43L);
    }

    @Test
    void shouldTakeTheSchedulersClockWhereThereIsOne() {
        assertThat(proc.threadMicros(42, 42)).isEqualTo(1_500);
        assertThat(proc.threadMicros(42, 43)).isEqualTo(30_000);
    }

    @Test
    void shouldTellNothingOfAProcessThatIsGone() {
        assertThat(proc.cpuMicros(7)).isZero();
        assertThat(proc.residentBytes(7)).isZero();
        assertThat(proc.threads(7)).isEmpty();
        assertThat(proc.commandLine(7)).isEmpty();
        assertThat(proc.openFiles(7)).isEmpty();
    }

    @Test
    void shouldCountTheMachineWithoutIdleAndWaiting() {
        // When
        Snapshot snapshot = Snapshot.of(proc, Map.of("parley up", 42L));

        // Then
        assertThat(snapshot.machine().busyMicros()).isEqualTo(1_550_000);
        assertThat(snapshot.machine().stolenMicros()).isEqualTo(70_000);
        assertThat(snapshot.processes().get("parley up").threads()).containsEntry(42L, 1_500L);
    }

    @Test
    void shouldFindSocketsThatListenOnAPort() {
        // Given: one that listens on 8080, one that is connected to it, one that listens elsewhere
        String table = """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1
                   1: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 222 1
                   2: 0100007F:2378 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1
                """;

        // Then
        assertThat(StackProcesses.sockets(table, 8080)).containsExactly("socket:[111]");
    }

    @Test
    void shouldNameProcessesByTheirCommandLines() {
        assertThat(StackProcesses.name(proc.commandLine(42))).isEqualTo("parley up");
        assertThat(StackProcesses.name(List.of("java", "org.apache.cassandra.service.CassandraDaemon")))
                .isEqualTo("cassandra");
        assertThat(StackProcesses.name(List.of("/tmp/redis-server-7", "*:6379")))
                .isEqualTo("redis");
        assertThat(StackProcesses.name(List.of("/usr/bin/python3"))).isEqualTo("python3");
        assertThat(StackProcesses.name(List.of())).isEqualTo("unknown");
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
