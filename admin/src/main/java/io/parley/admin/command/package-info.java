/**
 * Commands of operators and back ends: written to {@code commands} like those of clients, with an authority and its seal
 * where they aren't given in a user's own right, and what became of them.
 *
 * <pre>
 *  CommandLog ──► commands
 *      ▲
 *      └──────── events, outcomes
 * </pre>
 */
package io.parley.admin.command;
