/** What benchmarks have to know of the applications' engine. Owns nothing. */
package io.parley.topologies;
