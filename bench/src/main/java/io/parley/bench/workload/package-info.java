/**
 * Plans senders, conversations and times before anything is sent: pure, and the same for the same seed.
 *
 * <pre>
 *   Shape ──► Population: users and conversations ──► Script: for each message when, by whom, in which conversation
 * </pre>
 */
package io.parley.bench.workload;
