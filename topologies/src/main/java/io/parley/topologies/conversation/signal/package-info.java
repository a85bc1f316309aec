/**
 * Answers signals: {@code open}, {@code close}, {@code read} and {@code typing}. None of them is numbered, and none changes
 * what a command is decided by.
 *
 * <pre>
 *  signal ─► SignalHandler ─► SignalAnswer        what becomes of it: pure
 *                ├─► subscriptions                 open, close
 *                ├─► ReadMarks, ReadMarkBroadcast  read: the mark, and those who are to see it
 *                └─► TypingThrottle                typing
 * </pre>
 */
package io.parley.topologies.conversation.signal;
