/**
 * The connection once it is a WebSocket: what is between the bytes and the session.
 *
 * <pre>
 *  ws-decoder ─► continuation-guard ─► deflate ─► frame-guard ─► throttle ─► utf8 ─► aggregator ─┐
 *                                               session (SessionHandler ─► FrameReader ─► Session) ◄┘
 *  ws-encoder ◄─ deflate ◄─ ChannelSocket ◄─ Session
 * </pre>
 *
 * The package owns no data.
 */
package io.parley.gateway.socket;
