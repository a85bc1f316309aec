/**
 * What was promised about events, checked while they come in: every message once, in order, without a gap, at every
 * recipient, and under the same number at all of them. In counters and bits, since there are millions.
 */
package io.parley.bench.check;
