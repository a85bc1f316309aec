/**
 * Owns the blocks and mutes of users. Decides how much of an event one recipient gets by them; the processors of the
 * package above deliver accordingly.
 *
 * <pre>
 *  preference-changes ──► change-preferences ─┬─► preferences            all of the user's, for other applications
 *                                             └─► deliveries.&lt;gateway&gt;   for the user's sessions
 *  expansions ──► Hearing: all · the place alone · nothing · leave again ──► commands
 * </pre>
 *
 * Owned by the task of a partition of users: the stores {@code user-blocks} (a row per user and blocked user) and {@code
 * user-mutes} (a row per user and muted conversation). Changes come one by one in the user's own partition, so that two
 * devices never overwrite each other.
 */
package io.parley.topologies.user.preference;
