/**
 * Latencies, from the moment at which a message was due: a server that stalls is charged for all that had to wait, and a
 * generator that is late knows it by its own lag.
 */
package io.parley.bench.measure;
