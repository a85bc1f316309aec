package io.parley.admin;

import io.parley.runtime.http.HttpPort;
import io.parley.runtime.proxy.ProxyRules;

import java.nio.file.Path;

/**
 * Configures who reaches the admin interface.
 *
 * @param listen where operators ask
 * @param proxies which proxies are believed about where operators are
 * @param tokens the file by which they are recognised
 */
public record AdminAccess(HttpPort listen, ProxyRules proxies, Path tokens) {}
