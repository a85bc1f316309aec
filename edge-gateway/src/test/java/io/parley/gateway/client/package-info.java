/**
 * A client of the protocol for tests, here and in other modules: it says and hears frames, and promises nothing.
 *
 * <p>The package owns no data.
 */
package io.parley.gateway.client;
