/**
 * Who is let in, and how fast: bounds on connections in all, per user and per address, and the pace of handshakes; and
 * how much those that are in may ask for.
 *
 * <pre>
 *  PublicPipeline ───► Sockets ── are there too many connections, in all or from the address?
 *  ConnectEndpoint ──► Gate ── is it this handshake's turn? is there room in all, for the user, for the address?
 *  TokenDesk ────────► RefusedTokens ── did too many bad tokens come from this address?
 *  Requests ─────────► UserPace ── is it this user's turn for a command?
 *  Throttle ─────────► Intake ── for how long should nothing more of this session's be read?
 * </pre>
 *
 * <p>The package owns no data but counts and token buckets (Bucket4j); an entry goes with the last connection that it counts, and
 * that of an address with bad tokens when it has been calm for a second.
 */
package io.parley.gateway.limit;
