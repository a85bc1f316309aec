/**
 * Dead letters of records that can never be read: one rule for topologies, gateways and sinks, so that none of them
 * stops at a record that is too large to be kept unchanged.
 *
 * <pre>
 *  poison ──► DeadRecord ──letter(MOST)──► dead-letters
 *                  └────── letter(PLACE) ──► dead-letters, if the topic rejects a record of that size
 * </pre>
 *
 * The package owns no topic: {@code dead-letters} is in the catalogue.
 */
package io.parley.runtime.deadletter;
