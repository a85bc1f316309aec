/**
 * Sends to Android apps through FCM's HTTP v1 interface.
 *
 * <pre>
 *  ServiceAccount ─► AccessTokens ─┐
 *  Notification ─► FcmMessage ─────┴─► FcmProvider ─► FcmAnswers ─► Answer
 * </pre>
 *
 * Messages are data alone, and the app shows them; none has a collapse key, since FCM keeps four of these per device, drops
 * others as it likes and throttles them. The app replaces by conversation and drops a lower sequence.
 */
package io.parley.push.fcm;
