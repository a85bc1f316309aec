/**
 * Keeps which sessions have the conversations of a partition open.
 *
 * <p>Data: the store {@code conversation-subscriptions} on disk, a row for each session and conversation, and in memory
 * {@code conversation-ended-epochs}; both with changelogs.
 */
package io.parley.topologies.conversation.subscription;
