/**
 * The frames of the client protocol as Java values, and the only place that reads or writes their JSON.
 *
 * <pre>
 *  bytes ──FrameReader──► ClientFrame (validated; a malformed one is a value too)
 *  Event, InboxEntry, … ──FrameWriter──► ServerFrame (bytes, encoded once and shared among recipients)
 * </pre>
 *
 * The package owns no data and knows neither sockets nor sessions.
 */
package io.parley.gateway.frame;
