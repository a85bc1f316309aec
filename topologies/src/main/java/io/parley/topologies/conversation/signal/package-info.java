/**
 * Answers signals: {@code open}, {@code close}, {@code members}, {@code read} and {@code typing}. None of them is
 * numbered, and none changes what a command's decision depends on.
 *
 * <pre>
 *  signal ─► SignalHandler ─► SignalAnswer        the decision: pure
 *                ├─► subscriptions                 open, close
 *                ├─► ReadMarks, ReadMarkBroadcast  read: the mark, and its recipients
 *                └─► TypingThrottle                typing
 * </pre>
 */
package io.parley.topologies.conversation.signal;
