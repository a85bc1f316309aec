package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Prints a user's sign-ins, which the interface searches page by page. */
@Command(
        name = "sign-ins",
        mixinStandardHelpOptions = true,
        description = "Print a user's sign-ins, the newest first, one JSON object a line.")
final class SignInsCommand implements Callable<Integer> {

    private static final int DONE = 0;

    @Mixin
    private final AdminAddress address;

    @Parameters(paramLabel = "USER")
    private String user;

    @Option(names = "--most", paramLabel = "N", description = "at most so many; by default ${DEFAULT-VALUE}")
    private int most = 100;

    @Spec
    private CommandSpec spec;

    SignInsCommand(Map<String, String> environment) {
        this.address = new AdminAddress(environment);
    }

    @Override
    public Integer call() {
        AdminRequests requests = address.requests();
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> query = new LinkedHashMap<>(Map.of("userId", user));
        int left = most;
        boolean more = true;
        while (more && left > 0) {
            query.put("limit", Integer.toString(Math.min(left, AdminRequests.LARGEST_PAGE)));
            JsonNode page = requests.get("/v1/sign-ins", query);
            for (JsonNode each : page.path("signIns")) {
                out.println(each);
                left--;
            }
            out.flush();
            more = page.path("more").asBoolean();
            query.put("before", page.path("before").asText());
        }
        return DONE;
    }
}
