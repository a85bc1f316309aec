/**
 * Steps: what an installation puts between the log of commands and their numbering, by configuration and without a
 * fork. {@code conversation.steps} names classes that make them; the owner of the conversation asks them in that order,
 * inside its own task.
 *
 * <pre>
 *  commands ──► form, repeat, membership ──► step ──► step ──► rights, limits ──► events
 *                                             │ │
 *                                 refuse ◄────┘ └────► hold ──► held, outcomes ("held for review")
 *                                   │                            │
 *                                outcomes                a moderator's tool, with a header that names the step
 *                                                                └──► commands
 * </pre>
 *
 * A step is a function of the command, its log time and its own settings, so what is numbered stays a function of the
 * log: steps and their settings change over a clean stop only. It sees commands for the first time, well-formed, and of
 * members (or creations) alone: so it can't tell a stranger that a conversation exists, and can't take back what was
 * decided. Owns no data; the topic {@code held} belongs to the conversation application.
 */
package io.parley.topologies.step;
