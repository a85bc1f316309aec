package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;

/** Requests one act from the admin interface, by its {@link ActForm}, and prints its audit record. */
@Command(mixinStandardHelpOptions = true)
final class ActCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DONE = 0;

    private final ActForm form;

    @Mixin
    private final AdminAddress address;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for the audit record")
    private String reason;

    @Spec
    private CommandSpec spec;

    private ActCommand(ActForm form, Map<String, String> environment) {
        this.form = form;
        this.address = new AdminAddress(environment);
    }

    /** Makes the command of an act. */
    static CommandLine of(ActForm form, Map<String, String> environment) {
        CommandLine command = new CommandLine(new ActCommand(form, environment));
        CommandSpec spec = command.getCommandSpec().name(form.name());
        spec.usageMessage().description(form.description());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .type(String.class)
                .paramLabel(form.subject().label())
                .build());
        form.time()
                .ifPresent(time -> spec.addOption(OptionSpec.builder(time.label())
                        .type(String.class)
                        .paramLabel("TIME")
                        .description(time.description())
                        .build()));
        return command;
    }

    @Override
    public Integer call() {
        ObjectNode body = JSON.createObjectNode()
                .put(form.subject().field(), spec.positionalParameters().get(0).<String>getValue());
        form.time().ifPresent(time -> {
            String chosen = spec.findOption(time.label()).getValue();
            if (chosen != null) {
                body.put(time.field(), chosen);
            }
        });
        JsonNode answer = address.requests().post("/v1/" + form.name(), body.put("reason", reason));
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                answer.path("act").asText() + " of " + answer.path("subject").asText() + ": " + AuditMark.of(answer));
        out.flush();
        return DONE;
    }
}
