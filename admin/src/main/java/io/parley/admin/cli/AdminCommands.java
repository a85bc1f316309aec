package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.admin.access.AdminTokens;
import io.parley.admin.access.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Makes the commands of {@code parley admin}: one for each act, and some that only look. */
public final class AdminCommands {

    private static final int DONE = 0;

    private AdminCommands() {}

    /** All of them, by name. */
    public static Map<String, Object> all(Map<String, String> environment) {
        Map<String, Object> commands = new LinkedHashMap<>();
        ActForm.ALL.forEach(form -> commands.put(form.name(), ActCommand.of(form, environment)));
        ConversationForm.ALL.forEach(form -> commands.put(form.name(), ConversationCommand.of(form, environment)));
        LookForm.ALL.forEach(form -> commands.put(form.name(), LookCommand.of(form, environment)));
        commands.put("events", new EventsCommand(environment));
        commands.put("sign-ins", new SignInsCommand(environment));
        commands.put("list", new ListSuspensions(environment));
        commands.put("new-token", new NewToken());
        return commands;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Print suspensions, one JSON object a line.")
    static final class ListSuspensions implements Callable<Integer> {

        @Mixin
        private final AdminAddress address;

        @Option(names = "--user", paramLabel = "USER", description = "of this user alone")
        private String user;

        @Spec
        private CommandSpec spec;

        ListSuspensions(Map<String, String> environment) {
            this.address = new AdminAddress(environment);
        }

        @Override
        public Integer call() {
            AdminRequests requests = address.requests();
            PrintWriter out = spec.commandLine().getOut();
            Map<String, String> query = new LinkedHashMap<>(
                    user == null
                            ? Map.of("limit", Integer.toString(AdminRequests.LARGEST_PAGE))
                            : Map.of("userId", user));
            boolean more = true;
            while (more) {
                JsonNode page = requests.get("/v1/suspensions", query).path("suspensions");
                for (JsonNode each : page) {
                    out.println(each);
                    query.put("after", each.path("key").asText());
                }
                more = user == null && page.size() == AdminRequests.LARGEST_PAGE;
            }
            out.flush();
            return DONE;
        }
    }

    @Command(
            name = "new-token",
            mixinStandardHelpOptions = true,
            description = "Make a token, and print it with the line for the file of admin.tokens.")
    static final class NewToken implements Callable<Integer> {

        private static final int BYTES = 32;

        @Parameters(index = "0", paramLabel = "NAME")
        private String name;

        @Parameters(index = "1", paramLabel = "ROLES", description = Role.EXPECTATION + "; with commas between")
        private String roles;

        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "USER",
                description = "the user id as which it acts in conversations; by default the name")
        private String user;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            PrintWriter out = spec.commandLine().getOut();
            out.println(token);
            out.println(name + " " + roles + " " + AdminTokens.digest(token) + (user == null ? "" : " " + user));
            out.flush();
            return DONE;
        }
    }
}
