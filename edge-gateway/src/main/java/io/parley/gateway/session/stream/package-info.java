/**
 * Sends a session's client the deliveries for its user: events, inbox entries, answers, presence, typing.
 *
 * <pre>
 *  deliveries ─► SessionStream ─┬─► Memberships: is the user a member? how far has the stream come (ConversationPosition)?
 *                               ├─► OutboundEvents ─► FrameSender
 *                               │     └─ Backlog: withheld from a slow client
 *                               ├─► OpenConversations ─► PresenceWatches
 *                               │     └─ PendingOpens
 *                               ├─► ConversationAnswers: to opens and to requests for members
 *                               └─► RepeatedCommands
 *                                     └─ AwaitedAnswers: until the stream has brought their event
 * </pre>
 *
 * <p>In memory the package owns, per session, the user's conversations with the stream's position in each, and the open
 * ones. It may use {@code session.connection}, {@code frame}, {@code presence} and {@code metrics}.
 */
package io.parley.gateway.session.stream;
