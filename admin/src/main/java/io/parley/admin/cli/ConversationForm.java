package io.parley.admin.cli;

import java.util.List;
import java.util.Optional;

/**
 * Describes the command of one change of a conversation, which {@link ConversationCommand} runs.
 *
 * @param name of the command
 * @param act its path at the admin interface
 * @param value what the command takes after the conversation
 * @param role that members get
 */
record ConversationForm(String name, String act, String description, Value value, Optional<String> role) {

    /** Lists what a command takes after the conversation. */
    enum Value {
        MEMBERS("USER", "members", "1..*"),
        TITLE("TITLE", "title", "1");

        private final String label;
        private final String field;
        private final String arity;

        Value(String label, String field, String arity) {
            this.label = label;
            this.field = field;
            this.arity = arity;
        }

        String label() {
            return label;
        }

        /** Returns the field of the request in which it is sent. */
        String field() {
            return field;
        }

        String arity() {
            return arity;
        }
    }

    /** Lists every change. */
    static final List<ConversationForm> ALL = List.of(
            new ConversationForm("add", "add-members", "Add members to a group.", Value.MEMBERS, Optional.empty()),
            new ConversationForm(
                    "remove", "remove-members", "Remove members from a group.", Value.MEMBERS, Optional.empty()),
            new ConversationForm(
                    "promote", "set-role", "Make members of a group its owners.", Value.MEMBERS, Optional.of("owner")),
            new ConversationForm(
                    "demote",
                    "set-role",
                    "Make owners of a group plain members.",
                    Value.MEMBERS,
                    Optional.of("member")),
            new ConversationForm("rename", "rename", "Give a group another title.", Value.TITLE, Optional.empty()));
}
