/** Reports the results as text, as JSON and as a picture; each with the conditions of the measurement. */
package io.parley.bench.report;
