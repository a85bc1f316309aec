/**
 * The management port: is the gateway alive, can it serve, and what has it counted. Never on the public port.
 *
 * <p>The package owns no data.
 */
package io.parley.gateway.management;
