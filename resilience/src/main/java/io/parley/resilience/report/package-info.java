/**
 * Kept results of runs, and the document that is made of them.
 *
 * <p>Owns {@code resilience/results}: a JSON file for each fault, by its name.
 */
package io.parley.resilience.report;
