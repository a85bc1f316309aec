/**
 * Sends to Apple devices through APNs, by pushy.
 *
 * <pre>
 *  Notification ─► ApnsPayload ─► ApnsProvider ─► ApnsAnswers ─► Answer
 * </pre>
 */
package io.parley.push.apns;
