package io.parley.runtime.registry;

import com.sun.net.httpserver.HttpServer;
import io.parley.avro.Event;
import io.parley.runtime.tls.ClientTls;
import io.parley.schemas.Compatibility;
import io.parley.schemas.IncompatibleSchemaException;
import io.parley.schemas.RegistryRefusesException;
import io.parley.schemas.RegistryUnavailableException;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.UnknownSchemaException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the client takes a registry's faults; that it speaks to a real one is held by {@link SchemaRegistryIT}. */
class HttpSchemaRegistryTest {

    private record Answer(int status, String body) {}

    private static final Answer NOT_FOUND = new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void startRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getRequestBody().readAllBytes();
            Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopRegistry() {
        server.stop(0);
    }

    @Test
    void shouldAskOnceWhenTheSameSchemaIsRegisteredAgain() {
        // Given
        answers.add(new Answer(200, "{\"id\":42}"));
        SchemaRegistry registry = registry(Duration.ofSeconds(5));

        // When
        int first = registry.register("s", Event.getClassSchema());
        int second = registry.register("s", Event.getClassSchema());

        // Then
        assertThat(first).isEqualTo(42).isEqualTo(second);
        assertThat(registry.byId(42)).isEqualTo(Event.getClassSchema());
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldWaitWhenTheRegistryIsDownForAMoment() {
        // Given
        answers.add(new Answer(503, "starting"));
        answers.add(new Answer(500, "{\"message\":\"no leader\"}"));
        answers.add(new Answer(200, "{\"id\":7}"));

        // When
        int id = registry(Duration.ofSeconds(5)).register("s", Event.getClassSchema());

        // Then
        assertThat(id).isEqualTo(7);
        assertThat(asked).hasValue(3);
    }

    @Test
    void shouldSayWhoItIsWhenTheRegistryAsks() {
        // Given
        answers.add(new Answer(200, "{\"id\":42}"));

        // When
        registry(access(Optional.of("parley"), Optional.of("pä:ss"), Optional.empty()))
                .register("s", Event.getClassSchema());
        registry(access(Optional.empty(), Optional.empty(), Optional.of("abc"))).register("s", Event.getClassSchema());
        registry(RegistryAccess.open()).register("s", Event.getClassSchema());

        // Then
        assertThat(authorizations).containsExactly("Basic cGFybGV5OnDDpDpzcw==", "Bearer abc", "null");
    }

    @Test
    void shouldSayInOneLineAndOnceWhenTheRegistryRefuses() {
        // Given
        answers.add(new Answer(401, "<html>no</html>"));
        SchemaRegistry registry = registry(access(Optional.of("parley"), Optional.of("hush"), Optional.empty()));

        // Then
        assertThatThrownBy(() -> registry.register("s", Event.getClassSchema()))
                .isInstanceOf(RegistryRefusesException.class)
                .hasMessageContaining("refuses user parley: HTTP 401")
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining("\n");
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldTakeAUserOrATokenButNotBothAndNoUserInTheUrl() {
        assertThatThrownBy(() -> access(Optional.of("u"), Optional.empty(), Optional.empty()))
                .hasMessageContaining("registry.username, registry.password: only one is set");
        assertThatThrownBy(() -> access(Optional.of("u"), Optional.of("p"), Optional.of("t")))
                .hasMessageContaining("registry.username, registry.token: both are set");
        assertThatThrownBy(() -> RegistryConfig.of("https://u:hush@registry"))
                .hasMessageContaining("registry.username")
                .hasMessageNotContaining("hush");
    }

    private SchemaRegistry registry(RegistryAccess access) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new HttpSchemaRegistry(new RegistryConfig(url, Duration.ofSeconds(2), Duration.ofSeconds(5), access));
    }

    private static RegistryAccess access(Optional<String> username, Optional<String> password, Optional<String> token) {
        return new RegistryAccess(username, password, token, ClientTls.standard("registry.tls"));
    }

    @Test
    void shouldSayUnavailableWhenNobodyListens() throws IOException {
        // Given
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        URI url = URI.create("http://127.0.0.1:" + closed);
        SchemaRegistry registry =
                new HttpSchemaRegistry(new RegistryConfig(url, Duration.ofSeconds(1), Duration.ofMillis(150)));

        // Then
        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .isNotInstanceOf(SerializationException.class)
                .hasMessageContaining(url.toString());
    }

    @Test
    void shouldPassOnTheReasonWhenASchemaIsIncompatible() {
        // Given
        answers.add(new Answer(409, "{\"error_code\":409,\"message\":\"reader field 'x' has no default\"}"));

        // Then
        assertThatThrownBy(
                        () -> registry(Duration.ofSeconds(5)).register("parley.events-value", Event.getClassSchema()))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("parley.events-value")
                .hasMessageContaining("reader field 'x' has no default");
    }

    @Test
    void shouldWaitWhenTheRegistryIsYetToReadItsSchemasBack() {
        // Given
        answers.add(NOT_FOUND);
        answers.add(new Answer(503, "starting"));
        answers.add(NOT_FOUND);
        answers.add(new Answer(200, "{\"schema\":\"\\\"string\\\"\"}"));

        // When
        Schema schema = registry(Duration.ofSeconds(30)).byId(9);

        // Then
        assertThat(schema.getType()).isEqualTo(Schema.Type.STRING);
    }

    @Test
    void shouldSayPoisonWhenTheIdStaysUnknownAndAskNoMoreForAWhile() {
        // Given
        answers.add(NOT_FOUND);
        SchemaRegistry registry = registry(Duration.ofMillis(150));

        // When // Then
        assertThatThrownBy(() -> registry.byId(9))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("9");
        int before = asked.get();
        assertThatThrownBy(() -> registry.byId(9)).isInstanceOf(UnknownSchemaException.class);
        assertThat(asked).hasValue(before);
    }

    @Test
    void shouldSetCompatibilityWhenAnotherProcessDoesAtTheSameMoment() {
        // Given
        answers.add(
                new Answer(409, "{\"error_code\":409,\"message\":\"A rule named 'COMPATIBILITY' already exists.\"}"));
        answers.add(new Answer(200, "{\"compatibility\":\"BACKWARD\"}"));

        // When
        registry(Duration.ofSeconds(5)).requireCompatibility("parley.outcomes-value", Compatibility.BACKWARD);

        // Then
        assertThat(asked).hasValue(2);
    }

    private SchemaRegistry registry(Duration patience) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new HttpSchemaRegistry(new RegistryConfig(url, Duration.ofSeconds(2), patience));
    }
}
