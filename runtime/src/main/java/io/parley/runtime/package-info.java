/**
 * Shared by all processes of Parley.
 *
 * <pre>
 *  config       settings: keys declared once, read from a file and the environment
 *  registry     the client of the schema registry
 *  management   /healthz, /readyz, /metrics
 *  metrics      meters of the process itself
 *  deadletter   letters of records that can't be read
 * </pre>
 *
 * Uses {@code io.parley.schemas}, and nothing else of Parley.
 */
package io.parley.runtime;
