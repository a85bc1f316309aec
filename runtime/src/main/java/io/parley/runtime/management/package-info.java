/** Serves health and metrics of a process, on a port that is never public. It owns no data. */
package io.parley.runtime.management;
