package io.parley.standalone;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The script, wherever and by whomever it is called, with a Java that says what it was called with. */
class ParleyScriptTest {

    private static final Path SCRIPT = Path.of("..", "parley").toAbsolutePath().normalize();

    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
              echo 'openjdk version "17.0.1"' >&2
              exit 0
            fi
            for argument in "$@"; do echo "argument $argument"; done
            echo "locale ${LC_ALL:-none}"
            echo "admin ${PARLEY_ADMIN_URL:-none} ${PARLEY_ADMIN_TOKEN_FILE:-none}"
            echo "log ${PARLEY_KAFKA_BOOTSTRAP_SERVERS:-none} ${PARLEY_REGISTRY_URL:-none}"
            """;

    @TempDir
    Path folder;

    private Path root;
    private Path jdk;

    @BeforeEach
    void build() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("a checkout"));
        Files.copy(SCRIPT, root.resolve("parley"));
        executable(root.resolve("parley"));
        Files.createDirectories(root.resolve("servers/distributions/target/cassandra/lib"));
        Files.createDirectories(root.resolve("standalone/target/parley"));
        Files.createFile(root.resolve("standalone/target/parley/built"));
        jdk = Files.createDirectories(folder.resolve("a jdk").resolve("bin"));
        Files.writeString(jdk.resolve("java"), JAVA);
        executable(jdk.resolve("java"));
    }

    @Test
    void shouldPutJarsOnTheClassPathWhenTheyComeAlong() throws Exception {
        // When
        List<String> said = run(
                Map.of(), root.resolve("parley"), "up", "--with", "my steps.jar", "--port", "0", "--with=other.jar");

        // Then
        assertThat(said)
                .contains(
                        "argument " + root + "/standalone/target/parley/lib/*:my steps.jar:other.jar",
                        "argument up",
                        "argument my steps.jar",
                        "argument --with=other.jar");
    }

    @Test
    void shouldFindItsFolderWhenCalledByLinkWithCdpathAndWithoutHome() throws Exception {
        // Given
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(elsewhere.resolve("checkout"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("chat"), root.resolve("parley"));

        // When
        List<String> said = run(Map.of("CDPATH", elsewhere.toString()), link, "status");

        // Then
        assertThat(said)
                .contains("argument " + root + "/standalone/target/parley/lib/*", "argument status")
                .contains("argument -Dparley.servers.home=" + root + "/servers/distributions/target");
    }

    @Test
    void shouldNameFilesInUnicodeAndKeepTemporaryOnesWhereItIsTold() throws Exception {
        // Given
        Path temporary = Files.createDirectories(folder.resolve("for a while"));

        // When
        List<String> said =
                run(Map.of("LC_ALL", "C", "TMPDIR", temporary.toString()), root.resolve("parley"), "status");

        // Then
        assertThat(said).contains("locale C.UTF-8", "argument -Djava.io.tmpdir=" + temporary);
    }

    @Test
    void shouldTellCommandsOfOperatorsWhereTheParleyIsThatRunsHere() throws Exception {
        // Given
        Path data = Files.createDirectories(root.resolve(".parley"));
        Properties instance = new Properties();
        instance.putAll(Map.of(
                "admin",
                "http://127.0.0.1:1",
                "broker",
                "127.0.0.1:2",
                "registry",
                "http://127.0.0.1:3/apis/ccompat/v7"));
        try (Writer writer = Files.newBufferedWriter(data.resolve("instance.properties"))) {
            instance.store(writer, null);
        }

        // Then
        assertThat(run(Map.of(), root.resolve("parley"), "admin", "list"))
                .contains("admin http://127.0.0.1:1 " + data + "/admin-token", "log none none");
        assertThat(run(Map.of(), root.resolve("parley"), "audit", "verify"))
                .contains("admin none none", "log 127.0.0.1:2 http://127.0.0.1:3/apis/ccompat/v7");
        assertThat(run(Map.of("PARLEY_ADMIN_URL", "http://elsewhere"), root.resolve("parley"), "admin", "list"))
                .contains("admin http://elsewhere " + data + "/admin-token");
        assertThat(run(Map.of(), root.resolve("parley"), "status")).contains("admin none none", "log none none");
    }

    @Test
    void shouldBuildOnceWhenTwoFirstCallsComeTogether() throws Exception {
        // Given
        Files.delete(root.resolve("standalone/target/parley/built"));
        Path builds = root.resolve("builds");
        Path go = root.resolve("go");
        Files.writeString(
                root.resolve("mvnw"),
                "#!/bin/sh\necho build >>'" + builds + "'\nuntil [ -e '" + go + "' ]; do sleep 0.05; done\n");
        executable(root.resolve("mvnw"));
        Path printed = folder.resolve("second");

        // When
        Process first = call(Map.of(), root.resolve("parley"), "up")
                .redirectOutput(folder.resolve("first").toFile())
                .start();
        await().until(() -> Files.exists(builds));
        Process second = call(Map.of(), root.resolve("parley"), "up")
                .redirectOutput(printed.toFile())
                .start();
        await().until(() -> Files.exists(printed) && Files.readString(printed).contains("waiting for it"));
        Files.createFile(go);

        // Then
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).as(Files.readString(printed)).isZero();
        assertThat(Files.readAllLines(builds)).containsExactly("build");
        assertThat(Files.readAllLines(printed)).contains("argument up");
    }

    private List<String> run(Map<String, String> environment, Path script, String... arguments) throws Exception {
        Process process = call(environment, script, arguments).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    /** A call of the script with this environment alone. */
    private ProcessBuilder call(Map<String, String> environment, Path script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", jdk.getParent().toString());
        builder.environment().putAll(environment);
        return builder;
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
