/**
 * Meters of every process of Parley: its memory, garbage, threads, files and age.
 *
 * <p>Owns no topic and no table.
 */
package io.parley.runtime.metrics;
