package io.parley.admin.http;

import io.parley.admin.access.AdminTokens;
import io.parley.admin.cli.AdminCommands;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.proxy.ProxyRules;
import io.parley.runtime.tls.ClientTls;
import io.parley.runtime.tls.PortTls;
import io.parley.runtime.tls.StoreFile;
import io.parley.servers.TestCertificate;
import io.parley.servers.TestCertificate.PemFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The interface over TLS, where a certificate stands in place of a token, and the commands that ask there. */
class EncryptedAdminTest {

    private static TestCertificate ofServer;
    private static TestCertificate ofAnn;
    private static TestCertificate unknown;
    private static TestCertificate untrusted;

    @TempDir
    private Path folder;

    private final FakeActs acts = new FakeActs();
    private final StringWriter errors = new StringWriter();
    private AdminServer server;
    private Path trusted;

    @BeforeAll
    static void createCertificates() {
        ofServer = TestCertificate.create();
        ofAnn = TestCertificate.create();
        unknown = TestCertificate.create();
        untrusted = TestCertificate.create();
    }

    @BeforeEach
    void start() throws Exception {
        trusted = Files.writeString(folder.resolve("server.pem"), ofServer.certificatePem());
        Path tokens = Files.writeString(
                folder.resolve("tokens"),
                "ann operator " + AdminTokens.digest(ofAnn.certificate()) + "\nsue support "
                        + AdminTokens.digest("token-of-sue") + "\n");
        Path clients =
                Files.writeString(folder.resolve("clients.pem"), ofAnn.certificatePem() + unknown.certificatePem());
        PortTls tls = new PortTls(
                new StoreFile(
                        "admin.tls.key-store", ofServer.writeBothTo(folder.resolve("both.pem")), Optional.empty()),
                Optional.of(new StoreFile("admin.tls.trust-store", clients, Optional.empty())),
                Clock.systemUTC());
        server = new AdminServer(
                new HttpPort(new InetSocketAddress("127.0.0.1", 0), Optional.of(tls)),
                new Callers(new AdminTokens(tokens), ProxyRules.none()),
                new ActReader(Clock.systemUTC(), Duration.ofDays(30)),
                acts,
                acts,
                (act, status) -> {});
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldKnowACallerByTheCertificateThatHasALine() throws Exception {
        assertThat(get(Optional.of(ofAnn), null).statusCode()).isEqualTo(200);
        assertThat(get(Optional.of(unknown), null).statusCode()).isEqualTo(401);
        assertThat(get(Optional.empty(), null).statusCode()).isEqualTo(401);
        assertThat(get(Optional.empty(), "token-of-sue").statusCode()).isEqualTo(200);
        assertThat(get(Optional.of(ofAnn), "guessed").statusCode()).isEqualTo(401);
        assertThatThrownBy(() -> get(Optional.of(untrusted), "token-of-sue")).isInstanceOf(IOException.class);
    }

    @Test
    void shouldDoWhatACommandAsksForWhenItShowsACertificate() throws Exception {
        // Given
        PemFiles files = ofAnn.writeTo(folder);

        // When
        int code = run(
                Map.of(
                        "PARLEY_ADMIN_TRUSTED_CERTIFICATES", trusted.toString(),
                        "PARLEY_ADMIN_CERTIFICATE", files.certificate().toString(),
                        "PARLEY_ADMIN_KEY", files.key().toString()),
                "suspend",
                "alice",
                "--reason",
                "spam");

        // Then
        assertThat(code).as(errors.toString()).isZero();
        assertThat(acts.callers)
                .singleElement()
                .satisfies(caller -> assertThat(caller.name()).isEqualTo("ann"));
    }

    @Test
    void shouldDoWhatACommandAsksForWhenItSendsATokenToWhomItTrusts() throws Exception {
        // Given
        Path token = Files.writeString(folder.resolve("token"), "token-of-sue\n");

        // When
        int code = run(
                Map.of(),
                "sign-out",
                "alice",
                "--reason",
                "lost",
                "--token-file",
                token.toString(),
                "--trusted-certificates",
                trusted.toString());

        // Then
        assertThat(code).as(errors.toString()).isZero();
        assertThat(acts.callers)
                .singleElement()
                .satisfies(caller -> assertThat(caller.name()).isEqualTo("sue"));
    }

    @Test
    void shouldSayInOneLineWhatIsMissingWhenTheServerIsNotTrusted() throws Exception {
        // Given
        Path token = Files.writeString(folder.resolve("token"), "token-of-sue\n");

        // When
        int code = run(Map.of("PARLEY_ADMIN_TOKEN_FILE", token.toString()), "list");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(errors.toString().lines())
                .singleElement()
                .asString()
                .startsWith("no TLS with the admin interface at https://127.0.0.1:")
                .contains("--trusted-certificates");
        assertThat(acts.callers).isEmpty();
    }

    private HttpResponse<String> get(Optional<TestCertificate> own, String token) throws Exception {
        Optional<PemFiles> files = Optional.empty();
        if (own.isPresent()) {
            files = Optional.of(own.get().writeTo(folder));
        }
        ClientTls tls = new ClientTls(
                "test.tls", Optional.of(trusted), files.map(PemFiles::certificate), files.map(PemFiles::key));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + "/v1/suspensions"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newBuilder().sslContext(tls.context()).build().send(request.build(), BodyHandlers.ofString());
    }

    private int run(Map<String, String> environment, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PARLEY_ADMIN_URL", url());
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
        AdminCommands.all(all).forEach(line::addSubcommand);
        line.setOut(new PrintWriter(new StringWriter(), true));
        line.setErr(new PrintWriter(errors, true));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            errors.write(failure.getMessage());
            return 1;
        });
        return line.execute(arguments);
    }

    private String url() {
        return "https://127.0.0.1:" + server.address().getPort();
    }
}
