/**
 * Watches the presence of users on behalf of the gateway's clients.
 *
 * <pre>
 *  open / close / removed ──► PresenceWatches ── Watch{watching} ──► watches
 *                                  ▲  └──► presence frames, to the viewers of the user
 *  deliveries.&lt;gateway&gt; ── PresenceChange
 * </pre>
 *
 * <p>A user is watched once for any number of viewers, and for a while after the last one looked away. The package owns
 * this gateway's records in {@code watches}, and the last status of each watched user, in memory. It may use
 * {@code frame}, {@code lease}, {@code log} and {@code metrics}.
 */
package io.parley.gateway.presence;
