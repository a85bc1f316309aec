/**
 * Limits: connections in all, per user and per address, the rate of handshakes and of bad tokens, and the requests of a
 * connected client.
 *
 * <pre>
 *  SocketLimitHandler ──► SocketLimiter ─────── connections, in all and per address
 *  ConnectEndpoint ─────► ConnectionLimiter ─── handshakes per second; sessions in all, per user, per address
 *  TokenAuthenticator ──► BadTokenLimiter ───── bad tokens per second and address
 *  Requests ────────────► CommandRateLimiter ── commands per second and user
 *  Throttle ────────────► InboundRateLimiter ── frames and bytes per second and session
 * </pre>
 *
 * <p>The package owns counts and token buckets (Bucket4j), in memory; an entry is dropped with the last connection that
 * it counts, and an address with bad tokens once its bucket is full again. It uses no other package of the gateway.
 */
package io.parley.gateway.limit;
