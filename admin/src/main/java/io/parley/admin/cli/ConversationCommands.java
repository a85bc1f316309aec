package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Makes the commands of {@code parley admin} that change conversations. */
final class ConversationCommands {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DONE = 0;

    private ConversationCommands() {}

    /** All of them, by name. */
    static Map<String, Object> all(Map<String, String> environment) {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("add", new AddMembers(environment));
        commands.put("remove", new RemoveMembers(environment));
        commands.put("promote", new Promote(environment));
        commands.put("demote", new Demote(environment));
        commands.put("rename", new Rename(environment));
        return commands;
    }

    /** Options of every command: which conversation, why, and under which id. */
    abstract static class Change implements Callable<Integer> {

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

        Change(Map<String, String> environment) {
            this.address = new AdminAddress(environment);
        }

        /** Sends the command with its own fields, and prints what became of it. */
        final int perform(String path, ObjectNode own) {
            PrintWriter out = spec.commandLine().getOut();
            String used = id == null ? UUID.randomUUID().toString() : id;
            out.println("id " + used);
            out.flush();
            JsonNode answer = address.requests()
                    .post(
                            path,
                            own.put("id", used)
                                    .put("conversationId", conversation)
                                    .put("reason", reason));
            String sequence = answer.has("sequence") ? " by event " + answer.path("sequence") : "";
            out.println(
                    answer.path("act").asText() + ": " + answer.path("outcome").asText() + sequence + ", audit record "
                            + answer.path("audit").path("sequence").asLong());
            out.flush();
            return DONE;
        }
    }

    /** Options of commands that name members. */
    abstract static class MembersChange extends Change {

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "USER")
        private List<String> users;

        MembersChange(Map<String, String> environment) {
            super(environment);
        }

        final ObjectNode members() {
            ObjectNode body = JSON.createObjectNode();
            ArrayNode members = body.putArray("members");
            users.forEach(members::add);
            return body;
        }
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Add members to a group.")
    static final class AddMembers extends MembersChange {

        AddMembers(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/add-members", members());
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Remove members from a group.")
    static final class RemoveMembers extends MembersChange {

        RemoveMembers(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/remove-members", members());
        }
    }

    @Command(name = "promote", mixinStandardHelpOptions = true, description = "Make members of a group its owners.")
    static final class Promote extends MembersChange {

        Promote(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/set-role", members().put("role", "owner"));
        }
    }

    @Command(name = "demote", mixinStandardHelpOptions = true, description = "Make owners of a group plain members.")
    static final class Demote extends MembersChange {

        Demote(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/set-role", members().put("role", "member"));
        }
    }

    @Command(name = "rename", mixinStandardHelpOptions = true, description = "Give a group another title.")
    static final class Rename extends Change {

        @Parameters(index = "1", paramLabel = "TITLE")
        private String title;

        Rename(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() {
            return perform("/v1/rename", JSON.createObjectNode().put("title", title));
        }
    }
}
