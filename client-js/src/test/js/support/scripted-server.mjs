import { ParleyClient } from '../../../main/js/parley-client.js';
import { FakeClock, settle } from './fake-clock.mjs';

export const ME = 'alice';

/**
 * The other end of a ParleyClient, played by the test line by line: it sees what the client sends and says what the
 * server answers, on a clock of its own.
 */
export class ScriptedServer {
  clock = new FakeClock();
  sockets = [];
  heard = []; // [name, value] of everything that the client told the application
  tokens = 0;
  tokenHints = [];
  refuseToken = null;
  client;

  constructor(options = {}) {
    const server = this;
    class Socket {
      readyState = 0;
      sent = [];
      closedWith = null;

      constructor(url, protocols) {
        Object.assign(this, { url, protocols });
        server.sockets.push(this);
      }

      send(text) {
        this.sent.push(JSON.parse(text));
      }

      close(code) {
        this.closedWith = code;
        this.readyState = 2;
      }
    }
    let ids = 0;
    this.client = new ParleyClient({
      url: 'ws://test/v1/connect',
      token: (hint) => {
        this.tokenHints.push(hint);
        if (this.refuseToken) throw this.refuseToken;
        return `token-${++this.tokens}`;
      },
      WebSocket: Socket,
      clock: this.clock,
      random: () => 0.5,
      newId: () => `c${++ids}`,
      network: null,
      ...options,
    });
    const names =
      'state synced conversation left event skipped command opened presence typing read rejected goaway blocked';
    for (const name of names.split(' ')) this.client.on(name, (value) => this.heard.push([name, value]));
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** The client connects and sees this inbox. */
  async online(...entries) {
    if (this.client.state.phase === 'stopped') this.client.start();
    await settle();
    await this.ready();
    await this.inbox(entries, true);
    return this;
  }

  async ready(blocked = []) {
    this.socket.readyState = 1;
    await this.say({
      type: 'ready',
      sessionId: `s${this.sockets.length}`,
      userId: ME,
      gatewayId: 'g',
      heartbeatSeconds: 10,
      blocked,
    });
  }

  async inbox(entries, last = false) {
    await this.say({ type: 'inbox', conversations: entries, last });
  }

  async say(...frames) {
    for (const frame of frames) {
      this.socket.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
    }
    await settle();
  }

  async hangUp(code = 1006, reason = '') {
    this.socket.readyState = 3;
    this.socket.onclose?.({ code, reason });
    await settle();
  }

  /** Hangs up, and lets the time pass until the client has tried again. */
  async reconnects(code) {
    const before = this.sockets.length;
    await this.hangUp(code);
    for (let i = 0; i < 100 && this.sockets.length === before; i++) await this.clock.advance(500);
  }

  /** What was sent on the present connection since the last call of this. */
  sent(type) {
    const all = this.socket.sent;
    const found = all.filter((frame) => !type || frame.type === type);
    this.socket.sent = all.filter((frame) => !found.includes(frame));
    return found;
  }

  told(name) {
    return this.heard.filter(([told]) => told === name).map(([, value]) => value);
  }

  sequences(conversationId) {
    return this.told('event')
      .filter((event) => event.conversationId === conversationId)
      .map((event) => event.sequence);
  }
}

export function entry(conversationId, head, more = {}) {
  return { conversationId, kind: 'group', title: 'T', head, read: 0, unread: 0, large: false, ...more };
}

export function message(conversationId, sequence, more = {}) {
  return {
    type: 'event',
    conversationId,
    sequence,
    kind: 'message',
    id: `m${sequence}`,
    senderId: 'bob',
    sentAt: '2026-01-01T00:00:00.000Z',
    content: `text ${sequence}`,
    contentType: 'text/plain',
    encrypted: false,
    ...more,
  };
}

export function messages(conversationId, from, to) {
  return Array.from({ length: to - from + 1 }, (_, i) => message(conversationId, from + i));
}

export function page(ref, conversationId, events, more = {}) {
  return { type: 'history', ref, conversationId, events, head: 0, complete: true, more: false, ...more };
}
