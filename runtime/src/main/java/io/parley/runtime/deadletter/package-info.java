/**
 * What is kept of a record that can never be read, by whoever meets it: one rule for topologies, gateways and sinks, so that
 * none of them stands still before a record that is too large to be put aside as it is.
 *
 * <pre>
 *  poison ──► DeadRecord ──letter(MOST)──► dead-letters
 *                  └────── letter(PLACE) ──► dead-letters, when the topic takes no record of that size
 * </pre>
 *
 * The package owns no topic: {@code dead-letters} is in the catalogue.
 */
package io.parley.runtime.deadletter;
