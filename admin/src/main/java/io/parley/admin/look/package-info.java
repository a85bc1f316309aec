/**
 * Looks at users and conversations: asks their owners through the log, which alone know them as they are; searches the log
 * for sign-ins; and reads events out of the store.
 *
 * <pre>
 *  LookUps ──► inquiries (users), signals (conversations)
 *     ▲
 *     └─────── answers
 *  SignInLooks ◄── sign-ins
 *  EventLooks  ◄── the table of messages
 * </pre>
 */
package io.parley.admin.look;
