/**
 * Looks at users and conversations: asks their owners through the log, which alone know them as they are.
 *
 * <pre>
 *  LookUps ──► inquiries (users), signals (conversations)
 *     ▲
 *     └─────── answers
 * </pre>
 */
package io.parley.admin.look;
