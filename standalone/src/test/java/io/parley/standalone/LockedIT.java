package io.parley.standalone;

import io.parley.admin.access.AdminTokens;
import io.parley.gateway.client.TestClient;
import io.parley.runtime.config.Settings;
import io.parley.runtime.http.BasicAuthorization;
import io.parley.servers.RealServers;
import io.parley.standalone.access.AccessList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each part as a process of its own behind servers that let in whom they know: what {@link AccessList} lists is enough, and
 * nobody who gives a wrong password gets in, which is one line.
 */
@TestMethodOrder(OrderAnnotation.class)
class LockedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String WRONG = "guessed-0d5c";
    private static final String MANAGEMENT_TOKEN = "management-token-41aa7c";
    private static final String ADMIN_TOKEN = "admin-token-93be11";
    private static final int CUT_OFF = 4403;
    private static final String TOKEN_SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    static Path folder;

    private static final Map<String, Process> PROCESSES = new HashMap<>();
    private static LockedServers servers;
    private static HttpClient http;
    private static int connectPort;
    private static URI gateway;
    private static URI admin;

    @BeforeAll
    static void lock() throws Exception {
        servers = new LockedServers(folder, AclsCommand.accessList(Settings.of(Map.of(), AclsCommand.KEYS)));
        http = HttpClient.newBuilder().sslContext(servers.trusting()).build();
        connectPort = RealServers.get().freePort();
    }

    @AfterAll
    static void end() throws Exception {
        PROCESSES.values().forEach(process -> process.destroyForcibly().onExit().join());
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    @Order(1)
    void shouldCarryAndStoreMessagesWhenEveryServerAsksWhoItIs() throws Exception {
        // Given
        start("connect", connect("connect", LockedServers.password("connect")));
        Process setup =
                start("setup", setup("setup", LockedServers.password("setup"), LockedServers.password("connect")));
        assertThat(setup.waitFor()).as(output("setup")).isZero();
        for (String application : List.of("conversation", "user", "presence")) {
            start(application, application(application, servers.environment(application)));
        }
        int port = RealServers.get().freePort();
        int managementPort = RealServers.get().freePort();
        start("gateway", gateway("gateway", LockedServers.password("gateway"), port, managementPort));
        URI management = URI.create("https://127.0.0.1:" + managementPort);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(management.resolve("/readyz"), null).statusCode() == 200);
        gateway = URI.create("http://127.0.0.1:" + port);
        String bobId = "bob-" + UUID.randomUUID();

        try (TestClient alice = TestClient.ready(gateway, RunningParley.token(gateway, "alice-" + UUID.randomUUID()));
                TestClient bob = TestClient.ready(gateway, RunningParley.token(gateway, bobId))) {
            // When
            String conversation = alice.group("Plans", bobId);
            String id = alice.message(conversation, "behind locks");

            // Then
            assertThat(bob.awaitEventOf(id).path("content").asText()).isEqualTo("behind locks");
            await().atMost(PATIENCE)
                    .until(() -> bob.history(TestClient.frame("history")
                                            .put("conversationId", conversation)
                                            .put("through", 2))
                                    .path("events")
                                    .size()
                            == 2);
            assertThat(sinkStates("parley.cassandra-sink")).contains("RUNNING").doesNotContain("FAILED");
            assertThat(sinkStates("parley.redis-sink")).contains("RUNNING").doesNotContain("FAILED");
        }
        assertThat(get(management.resolve("/metrics"), null).statusCode()).isEqualTo(401);
        assertThat(get(management.resolve("/metrics"), "Bearer " + MANAGEMENT_TOKEN)
                        .body())
                .contains("parley_gateway_sessions");
    }

    @Test
    @Order(2)
    void shouldShowSecretsToNobody() throws Exception {
        // Given
        List<String> secrets = Stream.of("setup", "connect", "conversation", "user", "presence", "gateway", "redis")
                .map(LockedServers::password)
                .toList();

        // Then
        for (String path : List.of(
                "/connectors?expand=info&expand=status",
                "/connectors/parley.cassandra-sink/config",
                "/connectors/parley.redis-sink/config",
                "/connectors/parley.cassandra-sink/tasks",
                "/connectors/parley.redis-sink/tasks")) {
            HttpResponse<String> answer = get(worker().resolve(path), connectAuthorization());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).contains("parley").doesNotContain(secrets);
            assertThat(get(worker().resolve(path), null).statusCode()).as(path).isEqualTo(401);
        }
        for (Map.Entry<String, Process> process : PROCESSES.entrySet()) {
            assertThat(output(process.getKey())).as(process.getKey()).doesNotContain(secrets);
            if (process.getValue().isAlive()) {
                Path system = Path.of("/proc", Long.toString(process.getValue().pid()));
                assertThat(Files.readString(system.resolve("cmdline"), StandardCharsets.ISO_8859_1))
                        .as(process.getKey())
                        .doesNotContain(secrets);
                assertThat(Files.readString(system.resolve("environ"), StandardCharsets.ISO_8859_1))
                        .as(process.getKey())
                        .contains("PASSWORD_FILE")
                        .doesNotContain(secrets);
            }
        }
    }

    @Test
    @Order(3)
    void shouldEndWithOneLineWhenTheBrokersRefuseTheLogin() throws Exception {
        // When
        Process application = start(
                "guessing-user", "user", application("guessing-user", servers.environmentWithPassword("user", WRONG)));
        Process worker = start("guessing-connect", "connect", connectOnFreePort(WRONG));
        Process gateway = start("guessing-gateway", "gateway", gateway("gateway", WRONG, 0, 0));

        // Then
        assertEndedWithOneLine("guessing-user", application, "refuse the login of this process");
        assertEndedWithOneLine("guessing-connect", worker, "connect: could not be started: Authentication failed");
        assertEndedWithOneLine("guessing-gateway", gateway, "refuse the login of this process");
    }

    @Test
    @Order(4)
    void shouldEndWithOneLineWhenTheBrokersDoNotAllowIt() throws Exception {
        // When: presence's account is no gateway's
        Map<String, String> other = new HashMap<>(gateway("gateway", LockedServers.password("gateway"), 0, 0));
        other.putAll(servers.environment("presence"));
        Process gateway = start("other-gateway", "gateway", other);

        // Then
        assertEndedWithOneLine("other-gateway", gateway, "don't allow this process");
    }

    @Test
    @Order(5)
    void shouldEndWithOneLineWhenTheRegistryRefuses() throws Exception {
        // Given
        String wrong = servers.secretFile("registry-wrong", WRONG).toString();
        Map<String, String> environment = new HashMap<>(application("refused", servers.environment("presence")));
        environment.put("PARLEY_REGISTRY_PASSWORD_FILE", wrong);
        Map<String, String> untrusting = new HashMap<>(application("untrusting", servers.environment("presence")));
        untrusting.put(
                "PARLEY_REGISTRY_TLS_TRUSTED_CERTIFICATES",
                TestKeys.in(folder.resolve("others")).certificate().toString());

        // When
        Process refused = start("refused-presence", "presence", environment);
        Process distrusting = start("untrusting-presence", "presence", untrusting);

        // Then
        assertEndedWithOneLine("refused-presence", refused, "refuses user presence: HTTP 401");
        assertEndedWithOneLine("untrusting-presence", distrusting, "no TLS with it");
    }

    @Test
    @Order(6)
    void shouldEndWithOneLineWhenTheStoreOrTheWorkerRefusesSetup() throws Exception {
        // Given
        Map<String, String> storeRefuses =
                new HashMap<>(setup("setup", LockedServers.password("setup"), LockedServers.password("connect")));
        storeRefuses.put(
                "PARLEY_HISTORY_PASSWORD_FILE",
                servers.secretFile("store-wrong", WRONG).toString());

        // When
        Process ofStore = start("store-refuses", "setup", storeRefuses);
        Process ofWorker = start("worker-refuses", "setup", setup("setup", LockedServers.password("setup"), WRONG));

        // Then
        assertEndedWithOneLine("store-refuses", ofStore, "refuses user setup");
        assertEndedWithOneLine("worker-refuses", ofWorker, "wants another user and password");
    }

    @Test
    @Order(7)
    void shouldServeAllButHistoryAndSayWhyInOneLineWhenTheStoreRefusesAGateway() throws Exception {
        // Given
        int managementPort = RealServers.get().freePort();
        Map<String, String> environment = new HashMap<>(gateway(
                "gateway", LockedServers.password("gateway"), RealServers.get().freePort(), managementPort));
        environment.put(
                "PARLEY_HISTORY_PASSWORD_FILE",
                servers.secretFile("store-wrong", WRONG).toString());

        // When
        start("historyless", "gateway", environment);

        // Then
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(URI.create("https://127.0.0.1:" + managementPort + "/readyz"), null)
                                .statusCode()
                        == 200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                output("historyless").lines().filter(said -> said.contains("refuses user gateway")))
                        .hasSize(1));
    }

    @Test
    @Order(8)
    void shouldFailTheSinkWithOneLineWhenTheStoreOrRedisRefusesIt() throws Exception {
        // Given
        String wrongRedis = configured("parley.redis-sink", "redis.password");
        String wrongStore = configured("parley.cassandra-sink", "history.password");

        // When
        servers.allowGroup("connect", "connect-guessing-store");
        put("guessing-redis", wrongRedis);
        put("guessing-store", wrongStore);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sinkStates("guessing-redis"))
                        .contains("FAILED")
                        .contains("refuses user parley"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sinkStates("guessing-store"))
                        .contains("FAILED")
                        .contains("refuses user connect"));
        assertThat(sinkStates("guessing-redis")).doesNotContain(WRONG);
    }

    @Test
    @Order(9)
    void shouldCutOffAUserWhenTheAdminProcessIsKnownAsItself() throws Exception {
        // Given
        int port = RealServers.get().freePort();
        admin = URI.create("https://127.0.0.1:" + port);
        String bearer = "Bearer " + ADMIN_TOKEN;
        start("admin", admin(port));
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(admin.resolve("/v1/suspensions"), bearer).statusCode() == 200);
        String malloryId = "mallory-" + UUID.randomUUID();

        try (TestClient mallory = TestClient.ready(gateway, RunningParley.token(gateway, malloryId))) {
            // When
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(admin.resolve("/v1/suspend"))
                            .header("Authorization", bearer)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    "{\"userId\":\"" + malloryId + "\",\"reason\":\"behind locks\"}"))
                            .build(),
                    BodyHandlers.ofString());

            // Then
            assertThat(answer.statusCode()).as(answer.body() + output("admin")).isEqualTo(200);
            assertThat(mallory.closed()).succeedsWithin(PATIENCE).isEqualTo(CUT_OFF);
        }
        assertThat(get(admin.resolve("/v1/sign-ins?userId=" + malloryId), bearer)
                        .body())
                .contains("\"outcome\":\"let-in\"");
    }

    @Test
    @Order(10)
    void shouldReadEventsOutOfTheStoreWhenTheAdminProcessIsKnownAsItself() throws Exception {
        // Given
        URI events = admin.resolve("/v1/read-events");
        String conversation;
        try (TestClient olivia =
                TestClient.ready(gateway, RunningParley.token(gateway, "olivia-" + UUID.randomUUID()))) {
            conversation = olivia.group("Behind locks");

            // When
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(events)
                            .header("Authorization", "Bearer " + ADMIN_TOKEN)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    "{\"conversationId\":\"" + conversation + "\",\"reason\":\"behind locks\"}"))
                            .build(),
                    BodyHandlers.ofString());

            // Then
            assertThat(answer.statusCode()).as(answer.body() + output("admin")).isEqualTo(200);
            assertThat(answer.body()).contains("\"kind\":\"created\"");
        }
    }

    /** Waits for its end: soon, with a code of its own, and with this in one line of what it says. */
    private static void assertEndedWithOneLine(String name, Process process, String line) throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(() -> name + " goes on: " + unchecked(name))
                .isTrue();
        assertThat(process.exitValue()).as(output(name)).isBetween(1, 2);
        assertThat(output(name).lines().filter(said -> said.contains(line)))
                .as(output(name))
                .hasSize(1);
        assertThat(output(name)).doesNotContain("\tat ").doesNotContain(WRONG);
    }

    private static Map<String, String> application(String name, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PARLEY_STREAMS_STATE_DIR", folder.resolve("state-" + name).toString());
        all.put("PARLEY_MANAGEMENT_PORT", "0");
        return all;
    }

    private static Map<String, String> gateway(String account, String password, int port, int managementPort) {
        Map<String, String> all = new HashMap<>(servers.environmentWithPassword(account, password));
        all.putAll(servers.storeEnvironment(account, servers.secretFile(account + "-store", password)));
        all.put("PARLEY_HISTORY_CONTACT_POINTS", servers.contactPoint());
        all.put("PARLEY_GATEWAY_ID", "gateway-" + port);
        all.put("PARLEY_GATEWAY_HOST", "127.0.0.1");
        all.put("PARLEY_GATEWAY_PORT", Integer.toString(port));
        all.put("PARLEY_MANAGEMENT_PORT", Integer.toString(managementPort));
        all.put(
                "PARLEY_MANAGEMENT_TOKEN_FILE",
                servers.secretFile("management", MANAGEMENT_TOKEN).toString());
        all.put("PARLEY_MANAGEMENT_TLS_KEY_STORE", servers.keys().both().toString());
        all.put("PARLEY_TOKEN_DEV_TOKENS", "true");
        all.put(
                "PARLEY_TOKEN_SECRET_FILE",
                servers.secretFile("token", TOKEN_SECRET).toString());
        return all;
    }

    private static Map<String, String> admin(int port) {
        Map<String, String> all = new HashMap<>(servers.environment("admin"));
        all.putAll(
                servers.storeEnvironment("admin", servers.secretFile("admin-store", LockedServers.password("admin"))));
        all.put("PARLEY_HISTORY_CONTACT_POINTS", servers.contactPoint());
        all.put("PARLEY_ADMIN_PORT", Integer.toString(port));
        all.put("PARLEY_ADMIN_TLS_KEY_STORE", servers.keys().store().toString());
        all.put(
                "PARLEY_ADMIN_TLS_KEY_STORE_PASSWORD_FILE",
                servers.secretFile("store", TestKeys.PASSWORD).toString());
        all.put(
                "PARLEY_ADMIN_TOKENS",
                servers.secretFile("admin-tokens", "ann operator,support,compliance " + AdminTokens.digest(ADMIN_TOKEN))
                        .toString());
        all.put("PARLEY_MANAGEMENT_PORT", "0");
        return all;
    }

    private static Map<String, String> connect(String account, String password) {
        Map<String, String> all = new HashMap<>(servers.environmentWithPassword(account, password));
        all.putAll(servers.storeEnvironment(account, servers.secretFile(account + "-store", password)));
        all.putAll(servers.redisEnvironment());
        all.put("PARLEY_CONNECT_PORT", Integer.toString(connectPort));
        all.put("PARLEY_MANAGEMENT_PORT", "0");
        all.put("PARLEY_CONNECT_USERNAME", "setup");
        all.put(
                "PARLEY_CONNECT_PASSWORD_FILE",
                servers.secretFile("rest", LockedServers.password("connect")).toString());
        all.put("PARLEY_CONNECT_TLS_KEY_STORE", servers.keys().store().toString());
        all.put(
                "PARLEY_CONNECT_TLS_KEY_STORE_PASSWORD_FILE",
                servers.secretFile("store", TestKeys.PASSWORD).toString());
        return all;
    }

    private static Map<String, String> connectOnFreePort(String password) {
        Map<String, String> all = new HashMap<>(connect("connect", password));
        all.put("PARLEY_CONNECT_PORT", Integer.toString(RealServers.get().freePort()));
        return all;
    }

    private static Map<String, String> setup(String account, String password, String workersPassword) {
        Map<String, String> all = new HashMap<>(servers.environmentWithPassword(account, password));
        all.putAll(servers.storeEnvironment(account, servers.secretFile(account + "-store", password)));
        all.put("PARLEY_HISTORY_CONTACT_POINTS", servers.contactPoint());
        all.putAll(servers.redisEnvironment());
        all.put("PARLEY_SETUP_CONNECT_URL", worker().toString());
        all.put("PARLEY_SETUP_CONNECT_USERNAME", "setup");
        all.put(
                "PARLEY_SETUP_CONNECT_PASSWORD_FILE",
                servers.secretFile("rest-" + Integer.toHexString(workersPassword.hashCode()), workersPassword)
                        .toString());
        all.put(
                "PARLEY_SETUP_CONNECT_TLS_TRUSTED_CERTIFICATES",
                servers.keys().certificate().toString());
        return all;
    }

    private static URI worker() {
        return URI.create("https://127.0.0.1:" + connectPort);
    }

    private static String connectAuthorization() {
        return BasicAuthorization.of("setup", LockedServers.password("connect"));
    }

    private static String sinkStates(String sink) throws Exception {
        return get(worker().resolve("/connectors/" + sink + "/status"), connectAuthorization())
                .body();
    }

    /** The configuration of a sink, with a wrong password in place of the one that it names. */
    private static String configured(String sink, String password) throws Exception {
        String configuration = get(worker().resolve("/connectors/" + sink + "/config"), connectAuthorization())
                .body();
        return configuration
                .replace("\"${parley:" + password + "}\"", "\"" + WRONG + "\"")
                .replace("\"name\":\"" + sink + "\",", "")
                .replace(",\"name\":\"" + sink + "\"", "");
    }

    private static void put(String sink, String configuration) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(worker().resolve("/connectors/" + sink + "/config"))
                        .header("Authorization", connectAuthorization())
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(configuration))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static HttpResponse<String> get(URI uri, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static Process start(String kind, Map<String, String> environment) throws IOException {
        return start(kind, kind, environment);
    }

    private static Process start(String name, String kind, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                ParleyProcess.jvm("256m", kind).redirectOutput(log(name).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        PROCESSES.put(name, process);
        return process;
    }

    private static Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private static String output(String name) throws IOException {
        return Files.readString(log(name), StandardCharsets.UTF_8);
    }

    private static String unchecked(String name) {
        try {
            return output(name);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
