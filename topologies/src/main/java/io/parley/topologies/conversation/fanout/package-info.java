/**
 * Expands events to their recipients: to the partitions of users with a member, and in a large group to the gateways with a
 * subscription.
 *
 * <pre>
 *  event ─► EventExpander ─┬─► Expansions         a record for each partition of users
 *                          ├─► LargeGroupReach    in a large group: who gets it, and by which way
 *                          └─► HeadUpdates        in a large group: its newest head for all others, limited by Throttle
 * </pre>
 *
 * <p>Data: the store {@code conversation-large-news} (each large group's newest messages, and which messages it has),
 * on disk with a changelog.
 */
package io.parley.topologies.conversation.fanout;
