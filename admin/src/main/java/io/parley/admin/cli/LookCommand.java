package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Asks the admin interface for page after page of one look, by its {@link LookForm}, and prints all as one object. */
@Command(mixinStandardHelpOptions = true)
final class LookCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DONE = 0;

    private final LookForm form;

    @Mixin
    private final AdminAddress address;

    @Spec
    private CommandSpec spec;

    private LookCommand(LookForm form, Map<String, String> environment) {
        this.form = form;
        this.address = new AdminAddress(environment);
    }

    /** Makes the command of a look. */
    static CommandLine of(LookForm form, Map<String, String> environment) {
        CommandLine command = new CommandLine(new LookCommand(form, environment));
        CommandSpec spec = command.getCommandSpec().name(form.name());
        spec.usageMessage().description(form.description());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .type(String.class)
                .paramLabel(form.label())
                .build());
        return command;
    }

    @Override
    public Integer call() {
        AdminRequests requests = address.requests();
        Map<String, String> query = new LinkedHashMap<>();
        query.put(form.field(), spec.positionalParameters().get(0).getValue());
        query.put("limit", Integer.toString(AdminRequests.LARGEST_PAGE));
        ArrayNode items = JSON.createArrayNode();
        ObjectNode whole = null;
        boolean more = true;
        while (more) {
            JsonNode page = requests.get("/v1/" + form.name(), query);
            for (JsonNode item : page.path(form.paged())) {
                items.add(item);
                query.put("after", item.path(form.item()).asText());
            }
            more = page.path("more").asBoolean();
            // The first page has what is said once.
            whole = whole == null ? (ObjectNode) page : whole;
        }
        whole.set(form.paged(), items);
        whole.remove("more");
        PrintWriter out = spec.commandLine().getOut();
        out.println(whole.toPrettyString());
        out.flush();
        return DONE;
    }
}
