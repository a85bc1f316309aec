/** What was found, as text, as JSON and as a picture; each carries the conditions that it was found under. */
package io.parley.bench.report;
