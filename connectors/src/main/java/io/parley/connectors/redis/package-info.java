/**
 * Maintains a view of {@code sessions}, {@code presence} and {@code gateways} in Redis, for queries without Kafka. It
 * owns these keys (after the configured prefix), a public contract described in {@code docs/redis.md}:
 *
 * <pre>
 *  connections:&lt;shard&gt;   hash   &lt;user&gt; &lt;session&gt; → &lt;gateway&gt;:&lt;epoch&gt;    a field per session, gone when it ends
 *  online:&lt;shard&gt;        hash   &lt;user&gt; → online | away                a field per user, gone when offline
 *  gateway:&lt;gateway&gt;     string &lt;epoch&gt;                               expires unless its lease is renewed
 *  sink-partitions       hash   &lt;topic&gt;-&lt;partition&gt; → 1               what this Redis has been filled from
 *
 *  shard = positive murmur2 of the user id's UTF-8, modulo the number of shards
 * </pre>
 *
 * An entry of {@code connections} counts only while its gateway's key is there with the same epoch; entries of ended
 * epochs are removed after a while. All of it is a view: each write can be repeated, and a Redis that comes back empty
 * is filled again from what the topics still hold.
 */
package io.parley.connectors.redis;
