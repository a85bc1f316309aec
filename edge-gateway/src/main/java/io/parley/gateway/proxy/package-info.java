/**
 * Clients behind proxies: whose words about a client's address are believed, and which address counts for limits, logs and
 * records of sign-ins.
 *
 * <pre>
 *  PROXY v2 ──ProxyProtocolHandler──┐
 *                                   ├─► ClientAddress, kept at the connection
 *  request ──► io.parley.runtime.proxy.ProxyRules
 * </pre>
 */
package io.parley.gateway.proxy;
