/** Answers for the health and the metrics of a process, on a port that is never a public one. It owns no data. */
package io.parley.runtime.management;
