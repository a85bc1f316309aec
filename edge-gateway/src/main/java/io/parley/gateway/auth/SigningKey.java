package io.parley.gateway.auth;

import com.nimbusds.jose.JWSVerifier;

/**
 * A key that a token may be signed with.
 *
 * @param id the same for the same key, under any name and from any place
 */
record SigningKey(String id, JWSVerifier verifier) {}
