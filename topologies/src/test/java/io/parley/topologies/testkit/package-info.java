/**
 * For tests of topologies: a fixture that builds the real one, commands to feed it with, and the guarantees as objects,
 * to be checked on whatever came out, be it of a test driver or of a real broker. It owns no data.
 */
package io.parley.topologies.testkit;
