package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.admin.access.AdminTokens;
import io.parley.admin.access.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Makes the commands of {@code parley admin}: one for each act, and two that only look. */
public final class AdminCommands {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DONE = 0;

    private AdminCommands() {}

    /** All of them, by name. */
    public static Map<String, Object> all(Map<String, String> environment) {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("suspend", new Suspend(environment));
        commands.put("resume", new Resume(environment));
        commands.put("sign-out", new SignOut(environment));
        commands.put("end-token", new EndToken(environment));
        commands.put("end-sign-in", new EndSignIn(environment));
        commands.put("retire", new Retire(environment));
        commands.putAll(ConversationCommands.all(environment));
        commands.putAll(LookCommands.all(environment));
        commands.put("list", new ListSuspensions(environment));
        commands.put("new-token", new NewToken());
        return commands;
    }

    /** Options of every act: where it is asked for, and why. */
    abstract static class ActCommand implements Callable<Integer> {

        @Mixin
        private final AdminAddress address;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for the audit record")
        private String reason;

        @Spec
        private CommandSpec spec;

        ActCommand(Map<String, String> environment) {
            this.address = new AdminAddress(environment);
        }

        /** Sends the act with its own fields, and prints what the audit record says. */
        final int perform(String path, ObjectNode body) {
            JsonNode answer = new AdminRequests(address.url(), address.token()).post(path, body.put("reason", reason));
            PrintWriter out = spec.commandLine().getOut();
            out.println(answer.path("act").asText() + " of "
                    + answer.path("subject").asText() + ": audit record "
                    + answer.path("audit").path("sequence").asLong() + ":"
                    + answer.path("audit").path("sha256").asText());
            out.flush();
            return DONE;
        }

        static ObjectNode body(String field, String value) {
            return JSON.createObjectNode().put(field, value);
        }

        static ObjectNode with(ObjectNode body, String field, String value) {
            return value == null ? body : body.put(field, value);
        }
    }

    @Command(
            name = "suspend",
            mixinStandardHelpOptions = true,
            description = "Close a user's sessions, and let the user in no more.")
    static final class Suspend extends ActCommand {

        @Parameters(paramLabel = "USER")
        private String user;

        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "such as 2026-01-02T03:04:05Z; by default for good")
        private String until;

        Suspend(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/suspend", with(body("userId", user), "until", until));
        }
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Let a suspended user in again.")
    static final class Resume extends ActCommand {

        @Parameters(paramLabel = "USER")
        private String user;

        Resume(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/resume", body("userId", user));
        }
    }

    @Command(
            name = "sign-out",
            mixinStandardHelpOptions = true,
            description = "End all tokens of a user that were issued before now, and the sessions that live by them.")
    static final class SignOut extends ActCommand {

        @Parameters(paramLabel = "USER")
        private String user;

        @Option(names = "--issued-before", paramLabel = "TIME", description = "another time than now, in the past")
        private String issuedBefore;

        SignOut(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/sign-out", with(body("userId", user), "issuedBefore", issuedBefore));
        }
    }

    @Command(name = "end-token", mixinStandardHelpOptions = true, description = "End one token, by its jti.")
    static final class EndToken extends ActCommand {

        @Parameters(paramLabel = "JTI")
        private String jti;

        @Option(names = "--until", paramLabel = "TIME", description = "when it has expired anyway")
        private String until;

        EndToken(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/end-token", with(body("jti", jti), "until", until));
        }
    }

    @Command(
            name = "end-sign-in",
            mixinStandardHelpOptions = true,
            description = "End all tokens of one sign-in at the identity provider, by their sid.")
    static final class EndSignIn extends ActCommand {

        @Parameters(paramLabel = "SID")
        private String sid;

        @Option(names = "--until", paramLabel = "TIME", description = "when they have expired anyway")
        private String until;

        EndSignIn(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/end-sign-in", with(body("sid", sid), "until", until));
        }
    }

    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description = "Delete the topic of a gateway that was stopped for good.")
    static final class Retire extends ActCommand {

        @Parameters(paramLabel = "GATEWAY")
        private String gateway;

        Retire(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/retire", body("gatewayId", gateway));
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Print suspensions, one JSON object a line.")
    static final class ListSuspensions implements Callable<Integer> {

        private static final int PAGE = 1_000;

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
            AdminRequests requests = new AdminRequests(address.url(), address.token());
            PrintWriter out = spec.commandLine().getOut();
            String query = user == null ? "limit=" + PAGE : "userId=" + encoded(user);
            String after = "";
            while (true) {
                JsonNode page =
                        requests.get("/v1/suspensions?" + query + (after.isEmpty() ? "" : "&after=" + encoded(after)));
                for (JsonNode each : page.path("suspensions")) {
                    out.println(each);
                    after = each.path("key").asText();
                }
                if (user != null || page.path("suspensions").size() < PAGE) {
                    out.flush();
                    return DONE;
                }
            }
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
