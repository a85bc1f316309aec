/**
 * Holds what clients and servers of HTTP share: the header of basic authentication, and the ports of servers. It owns no
 * data.
 */
package io.parley.runtime.http;
