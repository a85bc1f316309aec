/**
 * Who is let in, and how fast: bounds on connections in all, per user and per address, and the pace of handshakes.
 *
 * <pre>
 *  ConnectEndpoint ──► Gate ── is it this handshake's turn? is there room in all, for the user, for the address?
 * </pre>
 *
 * <p>The package owns no data but counts; an entry goes with the last connection that it counts.
 */
package io.parley.gateway.limit;
