/** Stands in for providers that nobody can run: strict about what they are sent, over HTTP/2 and TLS as the real ones. */
package io.parley.push.standin;
