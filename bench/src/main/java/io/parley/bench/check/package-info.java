/**
 * Checks the guarantees about events as they arrive: every recipient gets every message once, in order, without a gap,
 * and under the same sequence. In counters and bits, since there are millions.
 */
package io.parley.bench.check;
