/**
 * Where the time goes, as the server's own histograms tell it on the management port: read before and after, and what lies
 * between is a hop's.
 *
 * <pre>
 *   /metrics ──► Scrape, before and after ──► Hop, for each row of Hops
 * </pre>
 */
package io.parley.bench.hops;
