/** Keeps what clients sent and saw in a run, in one order, to be judged afterwards. */
package io.parley.resilience.journal;
