package io.parley.gateway.limit;

import java.time.Duration;

/**
 * Describes why a request has to wait: a budget is used up.
 *
 * @param of the first budget that is
 * @param until how long to wait until there is enough for this request
 */
public record Shortage(Of of, Duration until) {

    /** The budgets. */
    public enum Of {
        COMMANDS("commands", "too many commands of this user"),
        SESSION("session", "this session asks for too much"),
        USER("user", "this user asks for too much"),
        ADDRESS("address", "too much is asked for from this address"),
        GROUPS("groups", "this user has created too many groups today"),
        MEMBERS("members", "this user has brought too many members into conversations today");

        private final String label;
        private final String text;

        Of(String label, String text) {
            this.label = label;
            this.text = text;
        }

        /** The value of a metric's label. */
        public String label() {
            return label;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }
}
