/**
 * Sends to browsers and UnifiedPush distributors by Web Push (RFC 8030, 8291, 8292), with the cryptography of the JDK.
 *
 * <pre>
 *  endpoint ─────► EndpointGuard ─┐   https, an allowed host, a public address
 *  Notification ─► WebMessage ────┤
 *                  Encryption ────┼─► WebPushProvider ─► WebAnswers ─► Answer
 *  VapidKeys ────► VapidTokens ───┘
 * </pre>
 */
package io.parley.push.web;
