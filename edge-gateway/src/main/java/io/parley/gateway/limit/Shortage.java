package io.parley.gateway.limit;

import io.parley.protocol.RejectReason;

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
        COMMANDS("commands", RejectReason.COMMAND_RATE),
        SESSION("session", RejectReason.SESSION_WORK),
        USER("user", RejectReason.USER_WORK),
        ADDRESS("address", RejectReason.ADDRESS_WORK),
        GROUPS("groups", RejectReason.GROUPS_TODAY),
        MEMBERS("members", RejectReason.MEMBERS_TODAY);

        private final String label;
        private final RejectReason reason;

        Of(String label, RejectReason reason) {
            this.label = label;
            this.reason = reason;
        }

        /** The value of a metric's label. */
        public String label() {
            return label;
        }

        /** The reason that a request is rejected with. */
        public RejectReason reason() {
            return reason;
        }
    }
}
