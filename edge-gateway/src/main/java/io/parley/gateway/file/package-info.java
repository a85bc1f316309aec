/**
 * Files that may change while the gateway runs: the certificate and its key, a key set.
 *
 * <p>The package owns no data.
 */
package io.parley.gateway.file;
