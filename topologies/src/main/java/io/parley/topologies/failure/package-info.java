/**
 * Decides how an application reacts to failures.
 *
 * <pre>
 *  a record can't be read ────► DeadLetters    put aside, and passed over
 *  a record can't be written ─► SendFailures   given up, tried again, or the end of the thread
 *  brokers stall ─────────────► PatientSend    waited for, within a bound
 *  a thread dies ─────────────► ThreadBudget   replaced, until too many die
 *  the process was frozen ────► FreezeGuard    stopped, before it sends anything
 * </pre>
 *
 * The engine creates the handlers by class name and passes them the application's instance under a key of its
 * configuration.
 */
package io.parley.topologies.failure;
