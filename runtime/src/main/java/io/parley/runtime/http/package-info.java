/** Holds what clients and servers of HTTP share: the header of basic authentication. It owns no data. */
package io.parley.runtime.http;
