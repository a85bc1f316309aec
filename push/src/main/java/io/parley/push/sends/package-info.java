/**
 * Maps the records of the topics {@code sends} and {@code push-outcomes}. Pure.
 *
 * <pre>
 *  sends (DeviceSend) ─► DeviceSends ─► Notification
 *  Outcome ─► PushOutcomes ─► push-outcomes (PushOutcome)
 * </pre>
 */
package io.parley.push.sends;
