/** Decides from a journal alone whether the invariants held. Does no I/O and knows no clock. */
package io.parley.resilience.judge;
