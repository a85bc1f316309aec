/**
 * Detects changes of files while the gateway runs: the certificate and its key, a key set.
 *
 * <pre>
 *  CertificateFiles (package tls), JwksFile (package auth) ─► FileStamp: changed since the last look?
 * </pre>
 *
 * <p>The package owns no data, and uses no other package of the gateway.
 */
package io.parley.gateway.file;
