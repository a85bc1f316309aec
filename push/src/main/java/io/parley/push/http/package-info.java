/**
 * Speaks HTTP/2 and signs tokens with the JDK alone, for the providers that are reached so.
 *
 * <pre>
 *  ClientPool   some connections, each with a bound; bounded answers (LimitedBody)
 *  SignedToken  a JSON Web Token
 *  RetryAfter   the wait that an answer asks for
 * </pre>
 */
package io.parley.push.http;
