package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.client.NodeTools;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The examples that are there to be copied, built and run as their READMEs say, against all of Parley. */
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Path CLIENT = Path.of("..", "client-js");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int QUESTIONS = 6;

    private final RunningParley parley;

    /** Laid out as the repository is, since the examples point to the client in it. */
    @TempDir
    private Path copy;

    ExamplesIT() {
        assumeTrue(
                NodeTools.hasNode("20.10.0"),
                "skipped: no Node 20.10 or newer on the PATH; install it to test the examples");
        parley = RunningParley.shared();
    }

    @BeforeEach
    void copyTheClient() throws IOException {
        NodeTools.copy(CLIENT, copy.resolve("client-js"));
    }

    @Test
    void shouldAnswerEveryQuestionOnceInTheirOrderWhenTheBotIsKilledAndStartedAgain() throws Exception {
        // Given
        Path folder = copy.resolve("examples/bot");
        NodeTools.copy(EXAMPLES.resolve("bot"), folder);
        // What npm install makes of it; npm itself may not be there.
        Files.createDirectories(folder.resolve("node_modules/@parley"));
        Files.createSymbolicLink(
                folder.resolve("node_modules/@parley/client"),
                copy.resolve("client-js").toAbsolutePath());
        String bot = "bot-" + UUID.randomUUID();
        String alice = "alice-" + UUID.randomUUID();
        Process first = bot(folder, bot);
        try (TestClient client = TestClient.ready(parley.gateway(), parley.token(alice))) {
            String conversation = client.group("Questions", bot);
            client.message(conversation, "!echo before");
            awaitAnswers(client, conversation, bot, 1);

            // When
            for (int i = 0; i < QUESTIONS / 2; i++) {
                client.message(conversation, "!echo " + i);
            }
            first.destroyForcibly().waitFor();
            for (int i = QUESTIONS / 2; i < QUESTIONS; i++) {
                client.message(conversation, "!echo " + i);
            }
            Process second = bot(folder, bot);

            // Then
            try {
                awaitAnswers(client, conversation, bot, 1 + QUESTIONS);
                client.message(conversation, "!echo after");
                List<String> answers = awaitAnswers(client, conversation, bot, 2 + QUESTIONS);
                assertThat(answers).containsExactly("before", "0", "1", "2", "3", "4", "5", "after");
            } finally {
                second.destroy();
                second.waitFor();
            }
        } finally {
            first.destroyForcibly();
        }
    }

    @Test
    void shouldChatFromThePageOfTheExampleWhenItIsBuiltAndServedElsewhere() throws Exception {
        // Given
        assumeTrue(NodeTools.npmKnows("vite"), "skipped: npm reaches no registry to build examples/web-page with");
        Optional<Path> chromium = WebChatIT.chromium();
        assumeTrue(chromium.isPresent(), "skipped: no Chromium on the PATH to open examples/web-page in");
        Path folder = copy.resolve("examples/web-page");
        NodeTools.copy(EXAMPLES.resolve("web-page"), folder);
        NodeTools.run(folder, Map.of(), "npm", "install", "--no-audit", "--no-fund");
        NodeTools.run(folder, Map.of("VITE_PARLEY_URL", parley.gateway().toString()), "npm", "run", "build");
        HttpServer server = serve(folder.resolve("dist"));
        String dora = "dora-" + UUID.randomUUID();
        String bob = "bob-" + UUID.randomUUID();
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = WebChatIT.launch(playwright, chromium.orElseThrow());
                TestClient client = TestClient.ready(parley.gateway(), parley.token(bob))) {
            List<String> faults = new ArrayList<>();
            Page page = browser.newPage();
            page.onPageError(faults::add);
            page.navigate("http://localhost:" + server.getAddress().getPort() + "/#code=" + parley.tokenCode());
            page.getByLabel("Your name").fill(dora);
            page.getByText("Chat").click();
            assertThat(page.getByTestId("phase")).containsText("online");

            // When
            page.getByLabel("With whom?").fill(bob);
            page.getByLabel("With whom?").press("Enter");
            page.getByLabel("Message").fill("Hello Bob");
            page.getByLabel("Message").press("Enter");
            assertThat(page.getByTestId("message")).hasText(new String[] {dora + " Hello Bob"});
            JsonNode heard = client.awaitFrame(frame -> TestClient.is(frame, "event")
                    && frame.path("content").asText().equals("Hello Bob"));
            client.message(heard.path("conversationId").asText(), "Hello Dora");

            // Then
            assertThat(page.getByTestId("message")).hasText(new String[] {dora + " Hello Bob", bob + " Hello Dora"});
            page.reload();
            assertThat(page.getByTestId("phase")).containsText("online");
            assertThat(faults).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    private Process bot(Path folder, String name) throws IOException {
        return NodeTools.start(
                folder,
                Map.of("PARLEY_URL", parley.page().toString(), "PARLEY_BOT", name),
                Path.of("target", "example-bot.log").toAbsolutePath(),
                "node",
                "--experimental-websocket",
                "bot.js");
    }

    /** What the bot has said, once it is so much. */
    private static List<String> awaitAnswers(TestClient client, String conversation, String bot, int count) {
        Supplier<List<String>> answers = () -> client.events(conversation).stream()
                .filter(event -> event.path("senderId").asText().equals(bot))
                .collect(Collectors.toMap(
                        event -> event.path("sequence").asLong(),
                        Function.identity(),
                        (one, repeat) -> one,
                        TreeMap::new))
                .values()
                .stream()
                .map(event -> event.path("content").asText())
                .toList();
        await().atMost(PATIENCE).until(() -> answers.get().size() >= count);
        return answers.get();
    }

    private static HttpServer serve(Path folder) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> answer(exchange, folder));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, Path folder) throws IOException {
        URI asked = exchange.getRequestURI();
        Path file = folder.resolve(
                asked.getPath().equals("/") ? "index.html" : asked.getPath().substring(1));
        String type = file.toString().endsWith(".js")
                ? "text/javascript"
                : file.toString().endsWith(".css") ? "text/css" : "text/html";
        byte[] body = Files.readAllBytes(file);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
