package io.parley.standalone;

import io.parley.gateway.GatewaySettings;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** No engine runs the compose file here, so it is held against the code: commands, variables, values, mounted files. */
class ComposeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FILE = ROOT.resolve("docker-compose.yml");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Pattern SECRET_OF_THE_CALLER = Pattern.compile("\\$\\{PARLEY_TOKEN_SECRET:\\?[^}]*}");

    /** What the caller may leave out, and has left out here. */
    private static final Pattern LEFT_OUT = Pattern.compile("\\$\\{[A-Z_]+:-}");

    private final Map<String, Map<String, Object>> services = services();

    @TestFactory
    Stream<DynamicTest> shouldSetOnlyWhatTheProcessKnowsAndAllThatItNeeds() {
        return ourServices()
                .map(service -> DynamicTest.dynamicTest(service, () -> {
                    // Given
                    ProcessKind kind = kind(service);

                    // When
                    Settings settings = Settings.load(null, environment(service), kind.keys());

                    // Then
                    for (SettingKey<?> key : kind.keys()) {
                        if (key.isOptional() || key.defaultText().isPresent()) {
                            assertThat(settings.find(key)).isNotNull();
                        } else {
                            assertThat(settings.get(key)).isNotNull();
                        }
                    }
                    InstallationSettings.catalogue(settings);
                    if (kind.name().equals("gateway")) {
                        GatewaySettings.read(settings);
                        HistorySettings.read(settings);
                    }
                }));
    }

    @Test
    void shouldAgreeOnTheInstallation() {
        assertThat(ourServices()
                        .map(service -> InstallationSettings.catalogue(Settings.load(
                                null, environment(service), kind(service).keys())))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void shouldRunTwoOfEachTopologyAndOfTheGateway() {
        // When
        Map<String, Long> counts = new HashMap<>();
        ourServices().forEach(service -> counts.merge(kind(service).name(), 1L, Long::sum));

        // Then
        assertThat(counts)
                .containsEntry("conversation", 2L)
                .containsEntry("user", 2L)
                .containsEntry("presence", 2L)
                .containsEntry("notify", 2L)
                .containsEntry("gateway", 2L)
                .containsEntry("connect", 2L)
                .containsEntry("setup", 1L);
        assertThat(services.keySet())
                .filteredOn(name -> name.startsWith("broker-"))
                .hasSize(3);
    }

    /** Nothing sends what it decides, unless the installation has a process for that. */
    @Test
    void shouldStartWhatNotifiesDevicesOnlyWhenItIsAskedFor() {
        assertThat(ourServices().filter(service -> services.get(service).containsKey("profiles")))
                .containsExactlyInAnyOrder("notify-1", "notify-2")
                .allSatisfy(service ->
                        assertThat(services.get(service).get("profiles")).isEqualTo(List.of("notify")));
    }

    @Test
    void shouldGiveEachGatewayASlotOfItsOwnAndEachTopologyAFolderOfItsOwn() {
        assertThat(ourServices()
                        .filter(service -> kind(service).name().equals("gateway"))
                        .map(service -> environment(service).get(GatewaySettings.ID.variable())))
                .doesNotHaveDuplicates();
        assertThat(ourServices()
                        .filter(service -> environment(service).containsKey("PARLEY_STREAMS_STATE_DIR"))
                        .map(service -> services.get(service).get("volumes")))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldLimitTheMemoryOfEveryContainer() {
        assertThat(services)
                .allSatisfy((name, service) ->
                        assertThat(service.get("mem_limit")).as(name).isInstanceOf(String.class));
    }

    @Test
    void shouldKeepThePartitionsForATopologyThatComesBack() {
        assertThat(ourServices()
                        .filter(service -> environment(service).containsKey("PARLEY_STREAMS_STATE_DIR"))
                        .map(service -> environment(service).get("PARLEY_STREAMS_GROUP_INSTANCE_ID")))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldMountOnlyFilesThatAreThere() {
        services.forEach((name, service) -> {
            for (Object volume : (List<?>) service.getOrDefault("volumes", List.of())) {
                String source = volume.toString().split(":", 2)[0];
                if (source.startsWith("./")) {
                    assertThat(ROOT.resolve(source)).as(name).isRegularFile();
                }
            }
        });
    }

    @Test
    void shouldConfineEveryProcess() {
        ourServices().forEach(name -> {
            Map<String, Object> service = services.get(name);
            assertThat(service.get("read_only")).as(name).isEqualTo(true);
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
            // Native libraries are unpacked there.
            assertThat(service.get("tmpfs").toString()).as(name).contains("/tmp:exec");
        });
    }

    @Test
    void shouldGiveEachProcessTheImageThatHasWhatItNeeds() {
        ourServices()
                .forEach(service -> assertThat(services.get(service).get("image"))
                        .isEqualTo(kind(service).name().equals("connect") ? "parley-connect" : "parley"));
    }

    /** Without encryption it is this machine's alone. */
    @Test
    void shouldPublishPlainPortsOnLoopbackAlone() {
        services.values()
                .forEach(service -> ((List<?>) service.getOrDefault("ports", List.of()))
                        .forEach(port -> assertThat(port.toString()).startsWith("127.0.0.1:")));
    }

    @Test
    void shouldBelieveTheProxyOfThisInstallationAlone() {
        ourServices()
                .filter(service -> kind(service).name().equals("gateway"))
                .forEach(service ->
                        assertThat(network()).contains(environment(service).get("PARLEY_GATEWAY_TRUSTED_PROXIES")));
    }

    @Test
    void shouldSendClientsToEveryGateway() throws IOException {
        // When
        String proxy = Files.readString(ROOT.resolve("deploy/nginx/nginx.conf"));

        // Then
        ourServices()
                .filter(service -> kind(service).name().equals("gateway"))
                .forEach(service -> assertThat(proxy).contains("server " + service + ":8080"));
    }

    @Test
    void shouldBeTakenByDockerCompose() throws Exception {
        // Given
        Optional<Path> program = onPath("docker-compose");
        assumeThat(program)
                .withFailMessage("skipped: there is no docker-compose on the PATH")
                .isPresent();
        ProcessBuilder builder = new ProcessBuilder(program.get().toString(), "-f", FILE.toString(), "config", "-q")
                .redirectErrorStream(true);
        builder.environment().put("PARLEY_TOKEN_SECRET", SECRET);

        // When
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Those that run our image. */
    private Stream<String> ourServices() {
        return services.entrySet().stream()
                .filter(service ->
                        service.getValue().getOrDefault("image", "").toString().startsWith("parley"))
                .map(Map.Entry::getKey);
    }

    private ProcessKind kind(String service) {
        List<?> command = (List<?>) services.get(service).get("command");
        assertThat(command).as("the command of %s", service).hasSize(1);
        return ProcessKind.ALL.stream()
                .filter(kind -> kind.name().equals(command.get(0)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " has a command that nobody knows: " + command));
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        ((Map<?, ?>) services.get(service).get("environment"))
                .forEach((name, value) -> environment.put(
                        name.toString(),
                        LEFT_OUT.matcher(SECRET_OF_THE_CALLER
                                        .matcher(value.toString())
                                        .replaceAll(SECRET))
                                .replaceAll("")));
        return environment;
    }

    private static String network() {
        return file().get("networks").toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() {
        return (Map<String, Map<String, Object>>) file().get("services");
    }

    private static Map<String, Object> file() {
        try (Reader reader = Files.newBufferedReader(FILE)) {
            return new Yaml().load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> onPath(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
