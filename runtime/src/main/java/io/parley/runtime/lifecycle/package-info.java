/**
 * Runs what lives as long as its owner.
 *
 * <pre>
 *  DaemonThreads   the threads of timers and executors
 *  Deadline        the end of a wait
 *  RestartBudget   how often what has failed may be started again
 *  ProcessEnd      what is closed when a process is asked to end; ExitCode, how it ended
 * </pre>
 */
package io.parley.runtime.lifecycle;
