/**
 * Sends a session's client what is delivered for its user: events, inbox entries, answers, presence, typing.
 *
 * <pre>
 *  deliveries ─► SessionStream ─┬─► Memberships: is the user a member? how far has the stream come (ConversationPosition)?
 *                               ├─► OutboundEvents ─► FrameSender
 *                               │     └─ Backlog: what a slow client was not sent
 *                               ├─► OpenConversations ─► PresenceWatches
 *                               │     └─ PendingOpens
 *                               └─► AwaitedAnswers: until the stream has brought their event
 * </pre>
 *
 * <p>In memory the package owns, per session, the user's conversations with the stream's position in each, and which
 * are open. It may use {@code session.connection}, {@code frame}, {@code presence} and {@code metrics}.
 */
package io.parley.gateway.session.stream;
