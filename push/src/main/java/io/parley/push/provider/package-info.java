/**
 * Says what every provider does and how its answers are judged. Pure, but for the interface.
 *
 * <pre>
 *  Notification ─► Provider ─► Answer
 * </pre>
 */
package io.parley.push.provider;
