package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;

/** Prints a page of a conversation's events, with what was said. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Print the newest events of a conversation, ascending, one JSON object a line: for compliance.")
final class EventsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DONE = 0;

    @Mixin
    private final AdminAddress address;

    @Parameters(paramLabel = "CONVERSATION")
    private String conversation;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for the audit record")
    private String reason;

    @Option(names = "--before", paramLabel = "SEQUENCE", description = "those below this sequence")
    private Long before;

    @Option(names = "--limit", paramLabel = "N", description = "at most so many; by default ${DEFAULT-VALUE}")
    private int limit = 50;

    @Spec
    private CommandSpec spec;

    EventsCommand(Map<String, String> environment) {
        this.address = new AdminAddress(environment);
    }

    @Override
    public Integer call() {
        ObjectNode body = JSON.createObjectNode()
                .put("conversationId", conversation)
                .put("limit", limit)
                .put("reason", reason);
        if (before != null) {
            body.put("before", before);
        }
        JsonNode answer = address.requests().post("/v1/read-events", body);
        PrintWriter out = spec.commandLine().getOut();
        answer.path("events").forEach(out::println);
        String older = answer.path("more").asBoolean()
                ? "; older ones by --before "
                        + answer.path("events").path(0).path("sequence").asLong()
                : "";
        out.println("newest event " + answer.path("head").asLong() + ", " + AuditMark.of(answer) + older);
        out.flush();
        return DONE;
    }
}
