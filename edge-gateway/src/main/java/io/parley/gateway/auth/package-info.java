/**
 * Who a client is: tokens in, users out.
 *
 * <pre>
 *  JWT ──TokenVerifier──► TokenVerdict: accepted (user, device, expiry), refused, or not to be told now
 *           ├─ HS256: a shared secret
 *           └─ RS256, ES256, EdDSA: a JWKS from a file or URL, read on a thread of its own
 *  DevTokens: signs tokens for whoever asks, in development only
 * </pre>
 *
 * The package owns no data; it holds keys, and never logs a token.
 */
package io.parley.gateway.auth;
