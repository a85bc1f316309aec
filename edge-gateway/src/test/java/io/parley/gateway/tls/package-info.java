/** Certificates for tests, and the tests of what is done with them. */
package io.parley.gateway.tls;
