/**
 * Clients behind proxies: whose words about a client's address are believed. Pure: it looks at addresses and headers.
 *
 * <pre>
 *  address of the connection, headers ──► ProxyRules (AddressRange, ForwardedHops) ──► address of the client
 * </pre>
 */
package io.parley.runtime.proxy;
