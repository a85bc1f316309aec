/**
 * The admin process: what operators do to users, tokens and gateways, over HTTP and on the command line, and the record
 * of all of it.
 *
 * <pre>
 *  parley admin suspend … ──cli──► http ──access──► act ──► audit.ActLog ──one transaction──► audit, suspensions
 *                                                    └──► RetiredGateways: deletes deliveries.&lt;gateway&gt;
 *  parley audit verify ──────────────────────────────────► audit.AuditChain ◄── audit
 * </pre>
 *
 * It speaks to the rest of Parley through the log; of the store it reads events, for compliance. It writes {@code suspensions} and {@code audit}, and nobody else
 * does.
 */
package io.parley.admin;
