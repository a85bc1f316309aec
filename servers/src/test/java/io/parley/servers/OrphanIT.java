package io.parley.servers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A parent that is killed can't end its children: the kernel does, or else the next start. */
class OrphanIT {

    @TempDir
    Path folder;

    @Test
    void shouldLeaveNoChildAfterTheNextStartWhenParentIsKilled() throws Exception {
        // Given
        Process parent = parent("");
        ProcessHandle orphan = child();

        // When
        parent.destroyForcibly();
        parent.onExit().join();

        // Then
        try (RedisServer redis = RealServers.get().newRedis(folder)) {
            redis.start();
            await().until(() -> !orphan.isAlive());
        }
    }

    @Test
    void shouldEndLeftOverAtTheNextStartWhenKernelCannotTieIt() throws Exception {
        // Given: neither setpriv nor redis-server on the PATH, so that it is also the Redis that Parley brings along
        Path bin = Files.createDirectory(folder.resolve("path"));
        Process parent = parent(bin.toString());
        ProcessHandle orphan = child();
        parent.destroyForcibly();
        parent.onExit().join();
        assertThat(orphan.isAlive()).isTrue();

        // When
        try (RedisServer redis = RealServers.get().newRedis(folder)) {
            redis.start();

            // Then
            assertThat(orphan.isAlive()).isFalse();
        }
    }

    @Test
    void shouldEndLeftOverWhenTheFileThatItRunsFromWasReplaced() throws Exception {
        // Given
        Path bin = Files.createDirectory(folder.resolve("path"));
        Process parent = parent(bin.toString());
        ProcessHandle orphan = child();
        parent.destroyForcibly();
        parent.onExit().join();
        Path executable = BundledRedis.in(folder.resolve("bin"));
        byte[] content = Files.readAllBytes(executable);
        Files.delete(executable);
        Files.write(executable, content);

        // When
        ChildProcesses.endIn(folder);

        // Then
        assertThat(orphan.isAlive()).isFalse();
    }

    @Test
    void shouldEndChildWhenParentExitsWithoutClosing() throws Exception {
        // Given
        Process parent = parent("");
        ProcessHandle child = child();

        // When
        parent.destroy();
        parent.onExit().join();

        // Then
        assertThat(child.isAlive()).isFalse();
        assertThat(folder.resolve("redis.pid")).doesNotExist();
    }

    private Process parent(String path) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Executables.java().toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Parent.class.getName(),
                folder.toString());
        if (!path.isEmpty()) {
            builder.environment().put("PATH", path);
        }
        return builder.inheritIO().start();
    }

    private ProcessHandle child() throws Exception {
        Path up = folder.resolve("up");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(up));
        Properties pid = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("redis.pid"))) {
            pid.load(reader);
        }
        return ProcessHandle.of(Long.parseLong(pid.getProperty("pid"))).orElseThrow();
    }

    /** Starts Redis and waits for its own end. */
    static final class Parent {

        private Parent() {}

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            Spawner spawner = new Spawner();
            Runtime.getRuntime().addShutdownHook(new Thread(spawner::close));
            new RedisServer(RedisServer.Config.in(folder), new Ports(), spawner).start();
            Files.createFile(folder.resolve("up"));
            Thread.currentThread().join();
        }
    }
}
