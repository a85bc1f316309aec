/**
 * Turns a connection into a WebSocket, and sits between its bytes and the session.
 *
 * <pre>
 *  message-bytes ─► ws-decoder ─► message-progress ─► continuation-guard ─► deflate ─► frame-guard ─► throttle ─► utf8 ─► aggregator ─┐
 *                                               session (SessionHandler ─► FrameReader ─► Session) ◄┘
 *  ws-encoder ◄─ deflate ◄─ ChannelSocket ◄─ Session
 * </pre>
 *
 * <p>The package owns no data. It may use {@code http}, {@code session}, {@code frame}, {@code limit}, {@code metrics}
 * and {@code tls}.
 */
package io.parley.gateway.socket;
