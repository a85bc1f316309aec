/**
 * Measures what the layout of the log costs: partitions of users, gateways and brokers, counted in a broker's own
 * files. Owns topics of its own on a cluster of its own.
 *
 * <pre>
 *   LayoutBenchmark ─► Installation   topics, applications, sessions on many gateways, messages
 *                   ─► Tail           what a reader ahead of the commit sees, and when
 *                   ─► Segments       what lies in the log between two moments: Appended by topic, Transactions
 *   FirstSendBenchmark                what a commit costs the next send, without any application
 * </pre>
 */
package io.parley.bench.layout;
