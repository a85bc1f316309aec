package io.parley.history;

import io.parley.runtime.tls.ClientTls;

/**
 * Says how connections to the store are encrypted.
 *
 * @param files whom the client trusts, and what it shows
 * @param verifiesHostnames whether a node's certificate has to name the address at which the node is reached
 */
public record StoreTls(ClientTls files, boolean verifiesHostnames) {}
