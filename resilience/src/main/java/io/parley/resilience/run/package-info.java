/** One run: a crowd talks, faults strike, and what was sent and seen is measured and judged. */
package io.parley.resilience.run;
