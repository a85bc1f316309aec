/**
 * Detects changes of files while a process runs: a certificate and its key, a key set. It owns no data.
 *
 * <pre>
 *  package tls, and the gateway's packages tls and auth ─► FileStamp: changed since the last look?
 * </pre>
 */
package io.parley.runtime.file;
