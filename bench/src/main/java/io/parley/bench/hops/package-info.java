/**
 * Measures the hops of a message with the server's own histograms from the management port: read before and after, and
 * the difference is a hop's.
 *
 * <pre>
 *   /metrics ──► Scrape, before and after ──► Hop, for each row of Hops
 * </pre>
 */
package io.parley.bench.hops;
