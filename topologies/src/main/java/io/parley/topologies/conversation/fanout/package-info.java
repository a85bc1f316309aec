/**
 * Expands events to their recipients: to the partitions of users with a member, and in a large group to the gateways with a
 * subscription.
 *
 * <pre>
 *  event ─► EventExpander ─┬─► Expansions         a record for each partition of users
 *                          ├─► LargeGroupReach    in a large group: who gets it, and by which way
 *                          └─► HeadUpdates        in a large group: its newest head for all the others, paced by Throttle
 * </pre>
 *
 * <p>Data: the store {@code conversation-large-news} (of a large group its newest messages, and which there are), on disk
 * with a changelog.
 */
package io.parley.topologies.conversation.fanout;
