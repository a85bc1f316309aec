/**
 * Describes a notification of one device, and cuts its texts to the bytes that a provider takes. Pure.
 *
 * <pre>
 *  Notification   Target (AppToken, WebSubscription), Subject, Manner, Text (TextMode), Timing
 *  JsonText       the bytes of a text in JSON
 * </pre>
 */
package io.parley.push.notification;
