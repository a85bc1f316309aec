/**
 * Limits: connections in all, per user and per address, the rate of handshakes and of bad tokens, the work that the
 * requests of connected clients cause, and what clients leave unread.
 *
 * <pre>
 *  SocketLimitHandler ──► SocketLimiter ─────── connections, in all and per address
 *  ConnectEndpoint ─────► ConnectionLimiter ─── handshakes per second; connects per minute and user;
 *                                               sessions in all, per user, per address
 *  TokenAuthenticator ──► BadTokenLimiter ───── bad tokens per second and address
 *  WorkGuard ───────────► Budget ◄─ Budgets ─── commands per second and user; units of work per second and session,
 *                                               user, address; groups and members per day and user
 *  FrameSender ─────────► UnsentBytes ───────── bytes that are unsent, per user and in all
 *  Throttle ────────────► InboundRateLimiter ── frames and bytes per second and session
 * </pre>
 *
 * <p>The package owns counts and token buckets (Bucket4j), in memory. A count is dropped with the last connection; a
 * bucket outlives connections, and is dropped once it is full again ({@code KeyedBuckets}). Addresses of IPv6 count by
 * their first 64 bits ({@code Network}). It uses no other package of the gateway.
 */
package io.parley.gateway.limit;
