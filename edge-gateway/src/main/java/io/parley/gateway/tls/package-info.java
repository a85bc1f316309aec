/**
 * Encrypts the public port, with a certificate and key from files that may change while the gateway runs.
 *
 * <pre>
 *  tls.certificate ─┐                    every second
 *                   ├─ CertificateFiles ──────────────► ServerTls ──► an SslHandler per connection
 *  tls.key ─────────┘    (Identity)      if they changed
 * </pre>
 *
 * <p>The package owns no data; it holds a private key, and never logs it.
 */
package io.parley.gateway.tls;
