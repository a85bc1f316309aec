package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.parley.admin.access.Caller;
import io.parley.admin.act.Act;
import io.parley.admin.command.CommandResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.function.BiConsumer;

/** Answers requests that something be done. Blocks; thread-safe. */
final class ActRequests {

    private static final Logger LOG = LoggerFactory.getLogger(ActRequests.class);
    private static final int LARGEST_BODY = 256 * 1024;

    private final Callers callers;
    private final ActReader reader;
    private final Acts acts;
    private final BiConsumer<String, Integer> outcomes;

    /** @param outcomes takes the name of each act that was asked for, and the status of its answer */
    ActRequests(Callers callers, ActReader reader, Acts acts, BiConsumer<String, Integer> outcomes) {
        this.callers = callers;
        this.reader = reader;
        this.acts = acts;
        this.outcomes = outcomes;
    }

    boolean isFor(String path) {
        return reader.paths().contains(path);
    }

    Answer answer(HttpExchange exchange, String path) throws IOException, Problem {
        String name = path.substring(path.lastIndexOf('/') + 1);
        try {
            JsonNode done = perform(exchange, path);
            boolean isPending =
                    CommandResult.PENDING.contains(done.path("outcome").asText());
            Answer answer = Answer.json(isPending ? Status.ACCEPTED : Status.OK, done);
            outcomes.accept(name, answer.status());
            return answer;
        } catch (Problem e) {
            outcomes.accept(name, e.status());
            throw e;
        }
    }

    private JsonNode perform(HttpExchange exchange, String path) throws IOException, Problem {
        Caller caller = callers.caller(exchange);
        AdminServer.requireMethod(exchange, "POST");
        Act act = reader.read(path, body(exchange), caller);
        if (!caller.hasOneOf(act.allowed()) || !caller.roles().containsAll(act.alsoNeeded())) {
            LOG.warn("{} of {} by {} at {} is not allowed", act.name(), act.subject(), caller.name(), caller.address());
            throw Problem.noRole();
        }
        return LogAnswer.of(() -> acts.perform(act, caller));
    }

    private static byte[] body(HttpExchange exchange) throws IOException, Problem {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        // A form of a web page can't send it to an address of this machine.
        if (type == null || !type.strip().startsWith("application/json")) {
            throw new Problem(Status.UNSUPPORTED_TYPE, "the body has to be application/json");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new Problem(Status.TOO_LARGE, "the body holds more than " + LARGEST_BODY + " bytes");
        }
        return body;
    }
}
