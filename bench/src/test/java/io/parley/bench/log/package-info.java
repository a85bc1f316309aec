/** Real brokers for benchmarks: what writes to it, what reads from it, and applications as they are run. */
package io.parley.bench.log;
