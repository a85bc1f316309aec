/**
 * Reads and writes the frames of the client protocol; the only package that knows their JSON.
 *
 * <pre>
 *  bytes ──FrameReader──► ClientFrame (validated; a malformed one is a value too)
 *            └─ CommandParser, RequestParser: by the frame's type
 *  Event, InboxEntry, … ──FrameWriter──► ServerFrame (bytes, encoded once and shared among recipients)
 * </pre>
 *
 * <p>The package owns no data, knows neither sockets nor sessions, and uses no other package of the gateway.
 */
package io.parley.gateway.frame;
