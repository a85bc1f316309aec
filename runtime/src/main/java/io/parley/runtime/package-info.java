/**
 * Shared by all processes of Parley.
 *
 * <pre>
 *  config       settings: keys declared once, read from a file and the environment
 *  registry     the client of the schema registry
 *  file         changes of files
 *  http         the header of basic authentication, ports of servers
 *  tls          encryption of connections and ports
 *  management   /healthz, /readyz, /metrics
 *  metrics      what each process says of itself
 *  deadletter   what is kept of a record that can't be read
 *  lifecycle    daemon threads, deadlines, restarts within a budget, the end of a process
 * </pre>
 *
 * Uses {@code io.parley.schemas}, and nothing else of Parley.
 */
package io.parley.runtime;
