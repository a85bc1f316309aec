package io.parley.admin.cli;

import java.util.List;

/**
 * Describes the command of one look, which {@link LookCommand} runs.
 *
 * @param name of the command, and of its path at the admin interface
 * @param label of the command's argument
 * @param field of the request in which that is sent
 * @param paged the field of the answer that comes in pages
 * @param item the field of an item by which the next page is asked for
 */
record LookForm(String name, String description, String label, String field, String paged, String item) {

    /** Lists every look. */
    static final List<LookForm> ALL = List.of(
            new LookForm(
                    "user",
                    "Print a user's sessions, suspensions and conversations; for support and compliance, blocks and mutes.",
                    "USER",
                    "userId",
                    "conversations",
                    "conversationId"),
            new LookForm(
                    "conversation",
                    "Print a conversation's kind, title, newest sequence and members.",
                    "CONVERSATION",
                    "conversationId",
                    "members",
                    "userId"));
}
