/**
 * What is true of every process of Parley, whatever it does: its memory, garbage, threads, files and age, as meters.
 *
 * <p>Owns no topic and no table.
 */
package io.parley.runtime.metrics;
