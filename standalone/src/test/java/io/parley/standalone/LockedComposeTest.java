package io.parley.standalone;

import io.parley.admin.AdminSettings;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.management.ManagementPort;
import io.parley.runtime.management.ManagementSettings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Holds what is laid over the compose file against it, the code and the keys that the script makes. */
class LockedComposeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PLAIN = ROOT.resolve("docker-compose.yml");
    private static final Path LOCKED = ROOT.resolve("deploy/locked/compose.yml");
    private static final String MOUNTED = "/run/parley/";
    private static final String KEYS = "./deploy/locked/keys/";
    private static final int MOST_ALIASES = 200;

    @TempDir
    Path keys;

    private final Map<String, Map<String, Object>> plain = services(PLAIN);
    private final Map<String, Map<String, Object>> locked = services(LOCKED);

    @TestFactory
    Stream<DynamicTest> shouldLockEveryProcess() throws Exception {
        makeKeys();
        return plain.entrySet().stream()
                .filter(service ->
                        service.getValue().getOrDefault("image", "").toString().startsWith("parley"))
                .map(Map.Entry::getKey)
                .map(service -> DynamicTest.dynamicTest(service, () -> {
                    // Given
                    ProcessKind kind = kind(service);
                    Map<String, String> environment = environment(service);

                    // When
                    Settings settings = Settings.load(null, environment, kind.keys());

                    // Then
                    assertThat(InstallationSettings.brokers(settings).client())
                            .containsEntry("security.protocol", "SSL");
                    assertThat(InstallationSettings.registry(settings).url()).hasScheme("https");
                    assertThat(InstallationSettings.access(settings).tls().certificate())
                            .isPresent();
                    if (kind.keys().contains(ManagementSettings.PORT)) {
                        ManagementPort management = ManagementSettings.read(settings);
                        assertThat(management.http().scheme()).isEqualTo("https");
                        assertThat(management.guard().admits(null, false)).isFalse();
                    }
                    if (kind.name().equals("admin")) {
                        assertThat(AdminSettings.read(settings)
                                        .access()
                                        .listen()
                                        .scheme())
                                .isEqualTo("https");
                    }
                    if (kind.name().equals("setup") || kind.name().equals("gateway")) {
                        assertThat(HistorySettings.read(settings).connection().tls())
                                .isPresent();
                        assertThat(HistorySettings.read(settings).connection().credentials())
                                .isPresent();
                    }
                }));
    }

    @Test
    void shouldMountWhatTheScriptMakesAndNothingElse() throws Exception {
        makeKeys();
        locked.forEach((name, service) -> {
            for (Object volume : (List<?>) service.getOrDefault("volumes", List.of())) {
                String source = volume.toString().split(":", 2)[0];
                if (source.startsWith(KEYS)) {
                    assertThat(keys.resolve(source.substring(KEYS.length())))
                            .as(name)
                            .isDirectory();
                } else {
                    assertThat(ROOT.resolve(source)).as(name).isRegularFile();
                }
            }
        });
    }

    @Test
    void shouldGiveNobodyTheKeyOfTheAuthorityAndKeepWhatIsThere() throws Exception {
        // Given
        makeKeys();
        String before = Files.readString(keys.resolve("gateway/key.pem"));
        String password = Files.readString(keys.resolve("redis/redis-password"));

        // When
        makeKeys();

        // Then
        assertThat(Files.readString(keys.resolve("gateway/key.pem"))).isEqualTo(before);
        assertThat(Files.readString(keys.resolve("connect/redis-password"))).isEqualTo(password);
        try (Stream<Path> files = Files.walk(keys)) {
            assertThat(files.filter(file -> file.endsWith("ca.key"))).containsExactly(keys.resolve("ca.key"));
        }
    }

    @Test
    void shouldBeTakenByDockerCompose() throws Exception {
        // Given
        assumeThat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "docker-compose"))))
                .as("there is a docker-compose on the PATH")
                .isTrue();
        ProcessBuilder builder = new ProcessBuilder(
                        "docker-compose", "-f", PLAIN.toString(), "-f", LOCKED.toString(), "config", "-q")
                .redirectErrorStream(true);
        builder.environment().put("PARLEY_TOKEN_SECRET", "0123456789abcdef0123456789abcdef");

        // When
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void makeKeys() throws Exception {
        Process process = new ProcessBuilder(
                        "sh", ROOT.resolve("deploy/locked/keys.sh").toString(), keys.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeThat(output)
                .withFailMessage("skipped: there is no openssl on the PATH")
                .doesNotContain("openssl: not found");
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** As the process sees it, with the files of its folder where the script has made them. */
    private Map<String, String> environment(String service) {
        String folder = keys.resolve(mounted(service)) + "/";
        Map<String, String> environment = new HashMap<>();
        for (Map<String, Map<String, Object>> file : List.of(plain, locked)) {
            ((Map<?, ?>) file.get(service).get("environment"))
                    .forEach((name, value) ->
                            environment.put(name.toString(), value.toString().replace(MOUNTED, folder)));
        }
        // What the caller may leave out, and has left out here.
        environment.values().removeIf(value -> value.matches("\\$\\{[A-Z_]+:-}"));
        environment.computeIfPresent("PARLEY_TOKEN_SECRET", (name, value) -> "0123456789abcdef0123456789abcdef");
        return environment;
    }

    private String mounted(String service) {
        return ((List<?>) locked.get(service).get("volumes"))
                .stream()
                        .map(Object::toString)
                        .filter(volume -> volume.startsWith(KEYS))
                        .map(volume -> volume.substring(KEYS.length()).split(":", 2)[0])
                        .findFirst()
                        .orElseThrow();
    }

    private ProcessKind kind(String service) {
        String command = ((List<?>) plain.get(service).get("command")).get(0).toString();
        return ProcessKind.ALL.stream()
                .filter(kind -> kind.name().equals(command))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services(Path path) {
        // Each service repeats three; the default bound is meant for files of strangers.
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try (Reader reader = Files.newBufferedReader(path)) {
            Map<String, Object> file = new Yaml(options).load(reader);
            return (Map<String, Map<String, Object>>) file.get("services");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
