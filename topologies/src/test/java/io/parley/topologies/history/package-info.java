/** Seeds of random histories, which the tests of several packages run. */
package io.parley.topologies.history;
