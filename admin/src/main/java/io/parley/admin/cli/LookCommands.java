package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Makes the commands of {@code parley admin} that look at users and conversations. */
final class LookCommands {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DONE = 0;

    private LookCommands() {}

    /** All of them, by name. */
    static Map<String, Object> all(Map<String, String> environment) {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("user", new User(environment));
        commands.put("conversation", new Conversation(environment));
        return commands;
    }

    /** Asks for page after page, and prints all of them as one object. */
    abstract static class Look implements Callable<Integer> {

        private static final int PAGE = 1_000;

        @Mixin
        private final AdminAddress address;

        @Spec
        private CommandSpec spec;

        Look(Map<String, String> environment) {
            this.address = new AdminAddress(environment);
        }

        /**
         * @param paged the field that comes in pages
         * @param id the field of an item that names it
         */
        final int print(String path, String paged, String id) {
            AdminRequests requests = address.requests();
            ObjectNode whole = null;
            ArrayNode items = JSON.createArrayNode();
            String after = "";
            do {
                JsonNode page =
                        requests.get(path + "&limit=" + PAGE + (after.isEmpty() ? "" : "&after=" + encoded(after)));
                whole = (ObjectNode) page;
                for (JsonNode item : page.path(paged)) {
                    items.add(item);
                    after = item.path(id).asText();
                }
            } while (whole.path("more").asBoolean());
            whole.set(paged, items);
            whole.remove("more");
            PrintWriter out = spec.commandLine().getOut();
            out.println(whole.toPrettyString());
            out.flush();
            return DONE;
        }

        static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    @Command(
            name = "user",
            mixinStandardHelpOptions = true,
            description = "Print a user's sessions, suspensions and conversations.")
    static final class User extends Look {

        @Parameters(paramLabel = "USER")
        private String user;

        User(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return print("/v1/user?userId=" + encoded(user), "conversations", "conversationId");
        }
    }

    @Command(
            name = "conversation",
            mixinStandardHelpOptions = true,
            description = "Print a conversation's kind, title, newest sequence and members.")
    static final class Conversation extends Look {

        @Parameters(paramLabel = "CONVERSATION")
        private String conversation;

        Conversation(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return print("/v1/conversation?conversationId=" + encoded(conversation), "members", "userId");
        }
    }
}
