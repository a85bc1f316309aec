package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.admin.access.AdminTokens;
import io.parley.admin.access.Caller;
import io.parley.admin.access.Role;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;
import io.parley.admin.command.CommandResult;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.lifecycle.DaemonThreads;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Answers operators. A caller without a known bearer token or certificate gets nothing but the description of the
 * interface, and nothing of such a request is read but its head.
 */
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEARER = "Bearer ";
    private static final String OPEN_API = "/openapi/admin.v1.yaml";
    private static final Set<Role> LOOKING = Set.of(Role.OPERATOR, Role.SUPPORT, Role.COMPLIANCE, Role.LOOK);
    private static final int LARGEST_BODY = 256 * 1024;

    /** Requests wait for the log, and for what becomes of commands. */
    private static final int THREADS = 32;

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_TYPE = 415;
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads;
    private final AdminTokens tokens;
    private final ActReader reader;
    private final Acts acts;
    private final BiConsumer<String, Integer> outcomes;
    private final Map<String, Look> looks = Map.of(
            "/v1/suspensions", new Look(Role.PEOPLE, this::suspensions),
            "/v1/user", new Look(LOOKING, this::user),
            "/v1/conversation", new Look(LOOKING, this::conversation));

    /** Joins a question to the roles that may ask it. */
    private record Look(Set<Role> allowed, Looking answer) {}

    /** Answers a question. */
    @FunctionalInterface
    private interface Looking {

        JsonNode to(Query query) throws Problem;
    }

    /** Does acts, and answers what is suspended. */
    public interface Acts {

        /** Performs the act and returns the answer. */
        JsonNode perform(Act act, Caller caller) throws ActRefusedException;

        /** Those suspensions after a key, at most as many. */
        JsonNode list(String after, int limit) throws ActRefusedException;

        /** The suspensions of a user: of the user, and of the user's tokens. */
        JsonNode ofUser(String userId) throws ActRefusedException;

        /** A user's sessions, suspensions, and those conversations after one, at most as many. */
        JsonNode user(UserId user, Optional<String> after, int limit) throws ActRefusedException;

        /** A conversation, and those members after one, at most as many. */
        JsonNode conversation(ConversationId conversation, Optional<String> after, int limit)
                throws ActRefusedException;
    }

    /**
     * Binds the address and begins to answer.
     *
     * @param outcomes takes the name of each act that was asked for, and the status of its answer
     * @throws IOException if the address can't be bound
     */
    public AdminServer(
            HttpPort port,
            AdminTokens tokens,
            Acts acts,
            Clock clock,
            Duration tokenMemory,
            BiConsumer<String, Integer> outcomes)
            throws IOException {
        this.tokens = tokens;
        this.acts = acts;
        this.outcomes = outcomes;
        this.reader = new ActReader(clock, tokenMemory);
        this.threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("parley-admin"));
        this.server = port.bind();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    /** The address that was bound, with the port that was chosen. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/openapi.yaml")) {
                requireMethod(exchange, "GET");
                send(exchange, OK, "application/yaml", description());
            } else if (looks.containsKey(path)) {
                Look look = looks.get(path);
                requireOneOf(look.allowed(), caller(exchange));
                requireMethod(exchange, "GET");
                sendJson(exchange, OK, "application/json", look.answer().to(Query.of(exchange.getRequestURI())));
            } else if (reader.paths().contains(path)) {
                JsonNode answer = act(exchange, path);
                boolean isKnown = !answer.path("outcome").asText().equals(CommandResult.WAITING);
                sendJson(exchange, isKnown ? OK : ACCEPTED, "application/json", answer);
            } else {
                caller(exchange);
                throw new Problem(NOT_FOUND, "there is nothing here; /openapi.yaml describes what there is");
            }
        } catch (Problem e) {
            sendProblem(exchange, e);
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
            sendProblem(exchange, new Problem(INTERNAL, "it may or may not have been done: see the log", e));
        }
    }

    private JsonNode act(HttpExchange exchange, String path) throws IOException, Problem {
        String name = path.substring(path.lastIndexOf('/') + 1);
        try {
            Caller caller = caller(exchange);
            requireMethod(exchange, "POST");
            Act act = reader.read(path, body(exchange), caller);
            if (!caller.hasOneOf(act.allowed()) || !caller.roles().containsAll(act.alsoNeeded())) {
                LOG.warn("{} of {} by {} is not allowed", act.name(), act.subject(), caller.name());
                throw new Problem(FORBIDDEN, "none of your roles may do that");
            }
            JsonNode answer = perform(() -> acts.perform(act, caller));
            outcomes.accept(name, OK);
            return answer;
        } catch (Problem e) {
            outcomes.accept(name, e.status());
            throw e;
        }
    }

    private JsonNode user(Query query) throws Problem {
        Optional<String> user = query.text("userId").filter(UserId::isValid);
        if (user.isEmpty()) {
            throw JsonFields.invalid("userId", UserId.EXPECTATION);
        }
        int limit = query.limit();
        return perform(() -> acts.user(new UserId(user.get()), query.text("after"), limit));
    }

    private JsonNode conversation(Query query) throws Problem {
        Optional<String> conversation = query.text("conversationId").filter(ConversationId::isValid);
        if (conversation.isEmpty()) {
            throw JsonFields.invalid("conversationId", "a UUID in canonical lower case");
        }
        int limit = query.limit();
        return perform(() -> acts.conversation(ConversationId.parse(conversation.get()), query.text("after"), limit));
    }

    private JsonNode suspensions(Query query) throws Problem {
        Optional<String> user = query.text("userId");
        int limit = query.limit();
        return user.isPresent()
                ? perform(() -> acts.ofUser(user.get()))
                : perform(() -> acts.list(query.text("after").orElse(""), limit));
    }

    /** Asks the log. */
    @FunctionalInterface
    private interface Asking {

        JsonNode ask() throws ActRefusedException;
    }

    private static JsonNode perform(Asking asking) throws Problem {
        try {
            return asking.ask();
        } catch (ActRefusedException e) {
            int status = switch (e.kind()) {
                case NOT_FOUND -> NOT_FOUND;
                case CONFLICT -> CONFLICT;
                case UNAVAILABLE -> UNAVAILABLE;
            };
            if (status == UNAVAILABLE) {
                LOG.warn("the log does not answer", e);
            }
            throw new Problem(status, e.code(), e.getMessage(), e);
        }
    }

    private static void requireOneOf(Set<Role> roles, Caller caller) throws Problem {
        if (!caller.hasOneOf(roles)) {
            throw new Problem(FORBIDDEN, "none of your roles may do that");
        }
    }

    private Caller caller(HttpExchange exchange) throws Problem {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        Optional<X509Certificate> shown = HttpPort.certificateOf(exchange);
        boolean isToken = header != null && header.startsWith(BEARER);
        if (!isToken && shown.isEmpty()) {
            throw new Problem(UNAUTHORIZED, "a bearer token is needed");
        }
        String address = exchange.getRemoteAddress().getAddress().getHostAddress();
        try {
            Optional<Caller> caller = isToken
                    ? tokens.caller(header.substring(BEARER.length()).strip(), address)
                    : tokens.caller(shown.get(), address);
            if (caller.isEmpty()) {
                String presented = isToken ? "token" : "certificate";
                LOG.warn("a {} that is not known was presented from {}", presented, address);
                throw new Problem(UNAUTHORIZED, "the " + presented + " is not known");
            }
            return caller.get();
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("callers can't be recognised", e);
            throw new Problem(UNAVAILABLE, "callers can't be recognised at the moment", e);
        }
    }

    private static void requireMethod(HttpExchange exchange, String method) throws Problem {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new Problem(METHOD_NOT_ALLOWED, method + " only");
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException, Problem {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        // A form of a web page can't send it to an address of this machine.
        if (type == null || !type.strip().startsWith("application/json")) {
            throw new Problem(UNSUPPORTED_TYPE, "the body has to be application/json");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new Problem(TOO_LARGE, "the body holds more than " + LARGEST_BODY + " bytes");
        }
        return body;
    }

    private static byte[] description() throws IOException {
        try (InputStream in = AdminServer.class.getResourceAsStream(OPEN_API)) {
            return in.readAllBytes();
        }
    }

    private static void sendProblem(HttpExchange exchange, Problem problem) throws IOException {
        if (problem.status() == UNAUTHORIZED) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        // What is left of the request is not waited for.
        exchange.getResponseHeaders().set("Connection", "close");
        sendJson(exchange, problem.status(), "application/problem+json", problem.body());
    }

    private static void sendJson(HttpExchange exchange, int status, String type, JsonNode body) throws IOException {
        send(exchange, status, type, (JSON.writeValueAsString(body) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
