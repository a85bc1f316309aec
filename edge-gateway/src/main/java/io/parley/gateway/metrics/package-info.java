/**
 * What the gateway counts and times, in one place: names of meters are part of the public surface.
 *
 * <p>The package owns no data but the meters of the registry that it is given.
 */
package io.parley.gateway.metrics;
