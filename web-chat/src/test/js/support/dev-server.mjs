import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChatServer } from '../../../../../client-js/src/test/js/support/chat-server.mjs';
import { acceptUpgrade } from '../../../../../client-js/src/test/js/support/websocket.mjs';

/**
 * The web chat with a server in memory behind it, for working on the page:
 *
 *     node web-chat/src/test/js/support/dev-server.mjs [port]
 *
 * It serves the page as the gateway does, under the same Content-Security-Policy, with the same paths and tokens of its
 * own that nobody checks, to pages of other ports as well. What was said is gone when it ends.
 */

const WEB = fileURLToPath(new URL('../../../main/resources/web/', import.meta.url));
const CLIENT = fileURLToPath(new URL('../../../../../client-js/src/main/js/', import.meta.url));
const PROTOCOL = 'parley.v1.json';
const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const USER_ID = /^[A-Za-z0-9_.:@-]{1,64}$/;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const CLOCK = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer),
};

export class DevServer {
  chat;
  #http;
  #peers = new Map(); // peer → session
  #refusing = false;
  #pings;

  /** @param {object} [options] of the ChatServer */
  constructor(options = {}) {
    this.chat = new ChatServer({ clock: CLOCK, ...options });
    this.#http = createServer((asked, answer) => this.#serve(asked, answer));
    this.#http.on('upgrade', (asked, socket) => this.#upgrade(asked, socket));
  }

  /** @returns {Promise<string>} its address */
  start(port = 0) {
    this.#pings = setInterval(() => this.#peers.forEach((_, peer) => peer.ping()), 10_000);
    return new Promise((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${this.#http.address().port}`));
    });
  }

  async stop() {
    clearInterval(this.#pings);
    this.breakConnections();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** Cuts all connections, and refuses new ones until told otherwise. */
  breakConnections(refusing = false) {
    this.#refusing = refusing;
    for (const peer of this.#peers.keys()) peer.destroy();
  }

  goAway(reconnectAfterMs) {
    for (const session of this.#peers.values()) session.send({ type: 'goaway', reconnectAfterMs, reason: 'draining' });
  }

  async #serve(asked, answer) {
    const { pathname } = new URL(asked.url, 'http://localhost');
    const { origin } = asked.headers;
    if (origin !== undefined && LOOPBACK.test(origin)) answer.setHeader('Access-Control-Allow-Origin', origin);
    if (asked.method === 'OPTIONS')
      return answer.writeHead(204, { 'Access-Control-Allow-Headers': 'content-type' }).end();
    if (asked.method === 'POST' && pathname === '/v1/token') return this.#issueToken(asked, answer);
    const name = pathname === '/' ? '/index.html' : pathname;
    try {
      // The build puts the client's files beside those of the page.
      const folder = name.startsWith('/parley-client') ? CLIENT : WEB;
      const body = await readFile(join(folder, name.replaceAll('..', '')));
      const type = `${TYPES[extname(name)] ?? 'application/octet-stream'}; charset=utf-8`;
      const policy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
      answer.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache' });
      return answer.end(body);
    } catch {
      return answer.writeHead(404).end();
    }
  }

  async #issueToken(asked, answer) {
    let text = '';
    for await (const part of asked) text += part;
    const userId = parse(text)?.userId;
    if (this.#refusing) return answer.writeHead(503).end();
    if (typeof userId !== 'string' || !USER_ID.test(userId)) return answer.writeHead(400).end();
    const iat = Math.floor(Date.now() / 1_000);
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'none' })}.${part({ sub: userId, iat, exp: iat + 43_200 })}.unsigned`;
    return answer.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ token }));
  }

  #upgrade(asked, socket) {
    socket.on('error', () => socket.destroy());
    const offered = (asked.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    const token = offered.find((name) => name.startsWith('bearer.'))?.slice('bearer.'.length);
    const userId = parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())?.sub;
    if (this.#refusing) return socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    if (asked.url !== '/v1/connect') return socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    if (!USER_ID.test(userId ?? '')) return socket.end('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\n\r\n');
    if (!offered.includes(PROTOCOL)) return socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    const peer = acceptUpgrade(asked, socket, { protocol: PROTOCOL, limit: 128 * 1024 });
    const send = (frame) => peer.sendText(JSON.stringify(frame));
    const session = this.chat.connect(userId, send, (code, reason) => peer.close(code, reason));
    this.#peers.set(peer, session);
    peer.onText = (text) => session.receive(text);
    peer.onClose = () => {
      this.#peers.delete(peer);
      session.end();
    };
    return peer;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The test runner may load every file of a folder: then this isn't meant to serve.
if (process.argv[1] === fileURLToPath(import.meta.url) && !process.env.NODE_TEST_CONTEXT) {
  const address = await new DevServer().start(Number(process.argv[2] ?? 8080));
  console.log(`Chat at ${address}/#user=alice and ${address}/#user=bob`);
}
