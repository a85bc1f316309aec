package io.parley.admin;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.admin.access.AdminTokens;
import io.parley.runtime.config.Settings;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.servers.RealServers;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that OpenAPI Generator makes of the document, compiled with a program that uses it, which asks a real admin
 * process over its real port.
 */
class GeneratedClientIT {

    private static final Path DOCUMENT = Path.of("src/main/resources/openapi/admin.v1.yaml");
    private static final Path PROGRAM = Path.of("src/test/resources/generated-client/BackEnd.java");
    private static final Path GENERATOR = Path.of("target/openapi-generator/openapi-generator-cli.jar");
    private static final String TOKEN = "token-of-shop";
    private static final String SEAL = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private Admin admin;

    @BeforeEach
    void start() throws Exception {
        RealServers servers = RealServers.get();
        String prefix = "generated-" + UUID.randomUUID() + ".";
        Topics topics = new Topics(new CatalogueConfig(prefix, 1, 1, (short) 1, Duration.ofDays(1)));
        try (var kafka = org.apache.kafka.clients.admin.Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
            kafka.createTopics(topics.all().stream().map(Topic::toNewTopic).toList())
                    .all()
                    .get();
        }
        Path tokens =
                Files.writeString(folder.resolve("tokens"), "shop operator,create " + AdminTokens.digest(TOKEN) + "\n");
        Map<String, String> set = Map.of(
                "kafka.bootstrap-servers",
                servers.bootstrapServers(),
                "registry.url",
                servers.registryUrl(),
                "topics.prefix",
                prefix,
                "topics.conversation-partitions",
                "1",
                "topics.user-partitions",
                "1",
                "commands.seal-secret",
                SEAL,
                "admin.port",
                "0",
                "admin.tokens",
                tokens.toString(),
                "admin.outcome-patience",
                "100ms");
        admin = new Admin(AdminSettings.read(Settings.of(set, AdminProcess.keys())), new SimpleMeterRegistry());
        admin.start();
    }

    @AfterEach
    void stop() {
        if (admin != null) {
            admin.close();
        }
    }

    @Test
    void shouldDoWhatAProgramAsksForThroughTheGeneratedClient() throws Exception {
        // Given
        Path classes = compiled(generated());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Object made = loader.loadClass("BackEnd").getDeclaredConstructor().newInstance();
            @SuppressWarnings("unchecked")
            BiFunction<String, String, List<String>> program = (BiFunction<String, String, List<String>>) made;

            // When
            List<String> got =
                    program.apply("http://127.0.0.1:" + admin.address().getPort(), TOKEN);

            // Then: nobody decides commands here, so what becomes of one isn't known
            assertThat(got.subList(0, got.size() - 1))
                    .containsExactly(
                            "suspend user:alice until 2100-01-02T03:04:05Z 1",
                            "user:alice by shop until 2100-01-02T03:04:05Z",
                            "resume 2",
                            "sign-out user:alice",
                            "create-conversation waiting");
            assertThat(got.get(got.size() - 1)).startsWith("404 ").contains("user:nobody is not suspended");
        }
    }

    private Path generated() throws Exception {
        Path client = folder.resolve("client");
        Path log = folder.resolve("generator.log");
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        GENERATOR.toString(),
                        "generate",
                        "-g",
                        "java",
                        "--library",
                        "native",
                        "-i",
                        DOCUMENT.toString(),
                        "-o",
                        client.toString(),
                        "--invoker-package",
                        "io.parley.admin.client",
                        "--api-package",
                        "io.parley.admin.client.api",
                        "--model-package",
                        "io.parley.admin.client.model",
                        "--additional-properties",
                        "openApiNullable=false,useJakartaEe=true,hideGenerationTimestamp=true",
                        "--global-property",
                        "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(generator.waitFor()).as(() -> read(log)).isZero();
        return client.resolve("src/main/java");
    }

    private Path compiled(Path sources) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<Path> files = new ArrayList<>(List.of(PROGRAM));
        try (Stream<Path> all = Files.walk(sources)) {
            all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean good = compiler.getTask(
                            errors,
                            manager,
                            null,
                            List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath()),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(good).as(errors.toString()).isTrue();
        }
        return classes;
    }

    /** The tests' own: that of the process is a jar that only names it. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
