/**
 * Handles HTTP: the handlers before the endpoints on either port ({@link io.parley.gateway.http.HttpHandlers}), and the
 * endpoints of the public one: the handshake with its refusals, development tokens, the web chat.
 *
 * <pre>
 *  HttpHandlers ─► HttpRouter (public port), ManagementHandler (package management)
 *
 *  HttpRouter ─┬─ GET  /v1/connect ─► ConnectEndpoint ─► Upgrade: WebSocketUpgrade (package socket)
 *              ├─ POST /v1/token ───► TokenEndpoint
 *              └─ GET  /… ──────────► WebFiles
 * </pre>
 *
 * <p>The package owns no data. It may use {@code auth}, {@code limit}, {@code metrics} and {@code session.connection}.
 */
package io.parley.gateway.http;
