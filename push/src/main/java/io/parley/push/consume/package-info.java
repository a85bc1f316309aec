/**
 * Reads notifications from a topic and commits what has ended, however it was ordered.
 *
 * <pre>
 *  topic ─► SendLoop ─► Reading ─► lane.Lanes ─► provider
 *             │                        │
 *             │                     Outcomes ─► log
 *             └─► Assignment ◄── Ending ┘
 *                  SentOffsets ─► OffsetNote, beside the committed offset
 * </pre>
 */
package io.parley.push.consume;
