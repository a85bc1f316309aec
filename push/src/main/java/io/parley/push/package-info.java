/**
 * Sends notifications to devices through the providers of their platforms.
 *
 * <pre>
 *  a consumer of each provider ─► lane.Lanes ─► provider.Provider ─┬─► apns ─► Apple
 *    consume.SentOffsets            one in flight                   ├─► fcm ──► Google
 *                                   per device and conversation     └─► web ──► Web Push and UnifiedPush
 *                                            │
 *                                            └─► lane.Outcome, for each notification one
 * </pre>
 *
 * A provider has a consumer, lanes and a window of its own, so that a slow one delays no other. It owns no topic and keeps
 * nothing but what is under way.
 */
package io.parley.push;
