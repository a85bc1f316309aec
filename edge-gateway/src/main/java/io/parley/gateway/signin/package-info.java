/**
 * Sign-ins: the record of who came with a genuine token, when, from which address, and whether they were let in.
 *
 * <pre>
 *  ConnectEndpoint ──► SignIns ──► sign-ins
 * </pre>
 *
 * What was refused without a known user is only counted: a record of each would let anybody fill the log. The package
 * writes {@code sign-ins}, and nobody else does.
 */
package io.parley.gateway.signin;
