/**
 * Steps: judge commands between the log and their numbering, by configuration and without a fork.
 * {@code conversation.steps} names the classes that make them; the owner of the conversation asks them in that order,
 * in its own task.
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
 * A step is a function of the command, its log time and its own settings, so the numbering stays a function of the log:
 * steps and their settings change over a clean stop only. It sees only new, well-formed commands of members (or
 * creations): so it can't reveal to a stranger that a conversation exists, and can't revoke a decision. Owns no data;
 * the topic {@code held} belongs to the conversation application.
 */
package io.parley.topologies.step;
