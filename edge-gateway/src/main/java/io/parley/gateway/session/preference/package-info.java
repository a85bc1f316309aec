/**
 * Holds the preferences of a session's user: blocks and mutes. Their owner is the user's task, which sends all of them
 * before a whole inbox and again at each change.
 *
 * <pre>
 *  deliveries.&lt;gateway&gt; ── PreferencesDelivery ──► SessionPreferences ◄── asked by requests, stream and presence
 *  block, mute ──► PreferenceRequests ──► preference-changes
 * </pre>
 *
 * Owns no data beyond the session.
 */
package io.parley.gateway.session.preference;
