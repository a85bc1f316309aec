package io.parley.admin.cli;

import java.util.List;
import java.util.Optional;

/**
 * Describes the command of one act, which {@link ActCommand} runs.
 *
 * @param name of the command, and of its path at the admin interface
 * @param subject of the act: the command's argument
 * @param time that the act may take
 */
record ActForm(String name, String description, Argument subject, Optional<Argument> time) {

    /**
     * An argument or option of the command.
     *
     * @param label in the usage of an argument, or the name of an option
     * @param field of the request in which it is sent
     * @param description in the usage; empty for an argument, whose label says enough
     */
    record Argument(String label, String field, String description) {}

    private static final Argument USER = new Argument("USER", "userId", "");

    /** Lists every act. */
    static final List<ActForm> ALL = List.of(
            new ActForm(
                    "suspend",
                    "Close a user's sessions, and let the user in no more.",
                    USER,
                    until("such as 2026-01-02T03:04:05Z; by default for good")),
            new ActForm("resume", "Let a suspended user in again.", USER, Optional.empty()),
            new ActForm(
                    "sign-out",
                    "End all tokens of a user that were issued before now, and the sessions that live by them.",
                    USER,
                    Optional.of(new Argument("--issued-before", "issuedBefore", "another time than now, in the past"))),
            new ActForm(
                    "end-token",
                    "End one token, by its jti.",
                    new Argument("JTI", "jti", ""),
                    until("when it has expired anyway")),
            new ActForm(
                    "end-sign-in",
                    "End all tokens of one sign-in at the identity provider, by their sid.",
                    new Argument("SID", "sid", ""),
                    until("when they have expired anyway")),
            new ActForm(
                    "retire",
                    "Delete the topic of a gateway that was stopped for good.",
                    new Argument("GATEWAY", "gatewayId", ""),
                    Optional.empty()));

    private static Optional<Argument> until(String description) {
        return Optional.of(new Argument("--until", "until", description));
    }
}
