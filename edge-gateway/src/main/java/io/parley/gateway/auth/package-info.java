/**
 * Authentication: turns a token into a user.
 *
 * <pre>
 *  JWT ──TokenAuthenticator──► TokenVerifier──► TokenVerdict: accepted (user, device, expiry), refused, undecided, too many
 *           └─ BadTokenLimiter (package limit): verifies none of an address above its rate of bad tokens
 *  TokenVerifier
 *           ├─ ClaimRules: which token lets in, and for how long; a Credential is what is kept of one that does
 *           ├─ HS256: a shared secret
 *           └─ RS256, ES256, EdDSA: a JWKS from a file or URL, on threads of its own
 *  DevTokens: signs tokens, in development only
 * </pre>
 *
 * The package owns no data; it holds keys and digests of accepted tokens, and never logs a token. It may use {@code
 * limit}, and knows neither HTTP nor sessions.
 */
package io.parley.gateway.auth;
