/**
 * Encrypts connections: to servers, where this process is perhaps known by a certificate, and of its own ports. It owns no
 * data; it holds private keys, and never logs them.
 *
 * <pre>
 *  ClientTls ─► the SSLContext of a client
 *  StoreFile ─► RenewedKeys ─► PortTls ─► the SSLContext and the engines of a port
 * </pre>
 */
package io.parley.runtime.tls;
