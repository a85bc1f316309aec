/**
 * Whose presence the gateway watches, for whichever of its clients look.
 *
 * <pre>
 *  open / close / removed ──► PresenceWatches ── Watch{watching} ──► watches
 *                                  ▲  └──► presence frames, to those who look
 *  deliveries.&lt;gateway&gt; ── PresenceChange
 * </pre>
 *
 * A user is watched once, whatever the number of clients that look, and for a while after the last one looked away. The
 * package owns this gateway's records in {@code watches}, and the last known status of those it watches, in memory.
 */
package io.parley.gateway.presence;
