/** Encrypts connections to servers, and lets this process be known by a certificate. It owns no data. */
package io.parley.runtime.tls;
