/**
 * Decides commands. Pure: a function of a command, the log's time and the conversation's state.
 *
 * <pre>
 *  CommandRecord ─► Decider ─► CommandShape ─► StepRules ─► RosterRules, MessageRules ─► TargetRules
 *                     │ asks                                        │
 *              ConversationView: Head, Membership, Remembered, Touched
 *                                                                   ▼
 *                                  Decision: Accepted (event, head, changes) | Repeated | Refused | Held
 * </pre>
 *
 * Owns no data and uses no sibling package.
 */
package io.parley.topologies.conversation.decision;
