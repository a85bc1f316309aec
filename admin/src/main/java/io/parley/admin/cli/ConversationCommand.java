package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.admin.command.CommandResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Requests one change of a conversation from the admin interface, by its {@link ConversationForm}, and prints what became of
 * it.
 */
@Command(mixinStandardHelpOptions = true)
final class ConversationCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DONE = 0;

    /** It was taken, and has no effect yet. */
    private static final int PENDING = 3;

    private final ConversationForm form;

    @Mixin
    private final AdminAddress address;

    @Parameters(index = "0", paramLabel = "CONVERSATION")
    private String conversation;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for the audit record")
    private String reason;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "under which a repeat is recognised; by default a new one, which is printed")
    private String id;

    @Spec
    private CommandSpec spec;

    private ConversationCommand(ConversationForm form, Map<String, String> environment) {
        this.form = form;
        this.address = new AdminAddress(environment);
    }

    /** Makes the command of a change. */
    static CommandLine of(ConversationForm form, Map<String, String> environment) {
        CommandLine command = new CommandLine(new ConversationCommand(form, environment));
        CommandSpec spec = command.getCommandSpec().name(form.name());
        spec.usageMessage().description(form.description());
        spec.addPositional(PositionalParamSpec.builder()
                .index("1..*")
                .arity(form.value().arity())
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(form.value().label())
                .build());
        return command;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode body = body();
        // Before the answer, which may not come.
        out.println("id " + body.path("id").asText());
        out.flush();
        JsonNode answer = address.requests().post("/v1/" + form.act(), body);
        String outcome = answer.path("outcome").asText();
        String sequence = answer.has("sequence") ? " by event " + answer.path("sequence") : "";
        out.println(answer.path("act").asText() + ": " + outcome + sequence + ", " + AuditMark.of(answer));
        out.flush();
        return CommandResult.PENDING.contains(outcome) ? PENDING : DONE;
    }

    private ObjectNode body() {
        ObjectNode body = JSON.createObjectNode()
                .put("id", id == null ? UUID.randomUUID().toString() : id)
                .put("conversationId", conversation)
                .put("reason", reason);
        List<String> values = spec.positionalParameters().get(1).getValue();
        if (form.value() == ConversationForm.Value.TITLE) {
            if (values.size() != 1) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "one title (expected: in quotes when it has blanks)");
            }
            body.put(form.value().field(), values.get(0));
        } else {
            ArrayNode members = body.putArray(form.value().field());
            values.forEach(members::add);
        }
        form.role().ifPresent(role -> body.put("role", role));
        return body;
    }
}
