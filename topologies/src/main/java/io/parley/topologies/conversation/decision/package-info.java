/**
 * Decides commands. Pure: a function of a command, the log's time and the conversation as it stands.
 *
 * <pre>
 *  CommandRecord ─► Decider ─► CommandShape ─► StepRules ─► RosterRules, MessageRules ─► TargetRules
 *                     │ asks                                        │
 *              ConversationView: Head, Membership, Remembered, Touched
 *                                                                   ▼
 *                                  Decision: Accepted (event, head, changes) | Repeated | Refused | Held
 * </pre>
 *
 * It owns no data and uses nothing of the packages beside it.
 */
package io.parley.topologies.conversation.decision;
