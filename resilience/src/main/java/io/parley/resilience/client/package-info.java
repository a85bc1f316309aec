/** Clients that know the protocol and nothing else of Parley. */
package io.parley.resilience.client;
