/**
 * What the topologies cost, each on its own: not part of a build, but compiled with it. {@code docs/performance.md} says
 * how to run them. Owns nothing but a folder for as long as it runs.
 */
package io.parley.bench.topologies;
