/**
 * Measures latencies from when a message was due: a stalling server is charged for all waiting messages, and a late
 * generator shows in its own lag.
 */
package io.parley.bench.measure;
