/**
 * The public port before anything is a WebSocket: the handshake with its refusals, development tokens, the web chat.
 *
 * <pre>
 *  HttpRouter ─┬─ GET  /v1/connect ─► ConnectEndpoint ─► WebSocketUpgrade (package socket)
 *              ├─ POST /v1/token ───► TokenEndpoint
 *              └─ GET  /… ──────────► WebFiles
 * </pre>
 *
 * The package owns no data.
 */
package io.parley.gateway.http;
