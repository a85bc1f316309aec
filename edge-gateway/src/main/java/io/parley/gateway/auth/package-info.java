/**
 * Who a client is: tokens in, users out.
 *
 * <pre>
 *  JWT ──TokenDesk──► TokenVerifier──► TokenVerdict: accepted (user, device, expiry), refused, or not to be told now
 *           └─ looks at none of an address from which too many bad ones come (package limit)
 *  TokenVerifier
 *           ├─ HS256: a shared secret
 *           └─ RS256, ES256, EdDSA: a JWKS from a file or URL, read on a thread of its own
 *  DevTokens: signs tokens for whoever asks, in development only
 * </pre>
 *
 * The package owns no data; it holds keys and digests of tokens that were believed, and never logs a token.
 */
package io.parley.gateway.auth;
