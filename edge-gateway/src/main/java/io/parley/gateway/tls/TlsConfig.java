package io.parley.gateway.tls;

import java.nio.file.Path;

/**
 * Holds the paths of the gateway's certificate chain and private key.
 *
 * @param certificate a PEM file: the server's certificate first, then the certificates that sign it
 * @param key a PEM file with the private key of the first certificate, in PKCS #8
 */
public record TlsConfig(Path certificate, Path key) {}
