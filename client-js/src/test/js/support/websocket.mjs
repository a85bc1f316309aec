import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';

/** RFC 6455 for Node, both ends, as far as tests and the development server need it: no extensions. */

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [TEXT, BINARY, CLOSE, PING, PONG] = [1, 2, 8, 9, 10];
const MAX_MESSAGE = 1024 * 1024;

function acceptKey(key) {
  return createHash('sha1')
    .update(key + GUID)
    .digest('base64');
}

/** One end of an open connection. `mask`: the client's end, which has to mask what it sends. */
class Peer {
  onText = () => {};
  onClose = () => {};
  #socket;
  #mask;
  #limit;
  #input = Buffer.alloc(0);
  #message = null; // {opcode, parts, length} of a fragmented message
  #closed = null;
  #closeSent = false;

  constructor(socket, { mask, limit = MAX_MESSAGE }) {
    this.#socket = socket;
    this.#mask = mask;
    this.#limit = limit;
    socket.setNoDelay?.(true);
    socket.on('data', (data) => this.#read(data));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.onClose(this.#closed ?? { code: 1006, reason: '' }));
  }

  sendText(text) {
    this.#write(TEXT, Buffer.from(text));
  }

  ping() {
    this.#write(PING, Buffer.alloc(0));
  }

  close(code = 1000, reason = '') {
    if (this.#closeSent) return;
    this.#closeSent = true;
    const payload = Buffer.from(`  ${reason}`);
    payload.writeUInt16BE(code);
    this.#write(CLOSE, payload);
    this.#closed ??= { code, reason };
    if (this.#mask) setTimeout(() => this.#socket.destroy(), 2_000).unref();
    else this.#socket.end();
  }

  destroy() {
    this.#socket.destroy();
  }

  /** Takes what came with the handshake's answer. */
  feed(data) {
    if (data.length) this.#read(data);
  }

  #write(opcode, payload) {
    if (this.#socket.destroyed || this.#socket.writableEnded) return;
    const { length } = payload;
    const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
    head[0] = 0x80 | opcode;
    head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
    if (head.length === 4) head.writeUInt16BE(length, 2);
    if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
    if (!this.#mask) {
      this.#socket.write(Buffer.concat([head, payload]));
      return;
    }
    head[1] |= 0x80;
    const key = randomBytes(4);
    this.#socket.write(Buffer.concat([head, key, payload.map((byte, i) => byte ^ key[i & 3])]));
  }

  #read(data) {
    this.#input = Buffer.concat([this.#input, data]);
    for (let frame = this.#nextFrame(); frame; frame = this.#nextFrame()) this.#take(frame);
  }

  #nextFrame() {
    const input = this.#input;
    if (input.length < 2 || this.#closeSent) return null;
    let length = input[1] & 0x7f;
    let at = 2;
    if (length === 126) {
      if (input.length < 4) return null;
      length = input.readUInt16BE(2);
      at = 4;
    } else if (length === 127) {
      if (input.length < 10) return null;
      length = Number(input.readBigUInt64BE(2));
      at = 10;
    }
    const masked = (input[1] & 0x80) !== 0;
    if (length + (this.#message?.length ?? 0) > this.#limit) {
      this.close(1009, 'Too large');
      return null;
    }
    if (input.length < at + (masked ? 4 : 0) + length) return null;
    const key = masked ? input.subarray(at, at + 4) : null;
    if (masked) at += 4;
    const raw = input.subarray(at, at + length);
    this.#input = input.subarray(at + length);
    return {
      last: (input[0] & 0x80) !== 0,
      opcode: input[0] & 0x0f,
      payload: key ? raw.map((byte, i) => byte ^ key[i & 3]) : raw,
    };
  }

  #take({ last, opcode, payload }) {
    if (opcode === PING) this.#write(PONG, Buffer.from(payload));
    else if (opcode === CLOSE) this.#takeClose(Buffer.from(payload));
    else if (opcode !== PONG) this.#takeData(last, opcode, payload);
  }

  #takeClose(payload) {
    const code = payload.length >= 2 ? payload.readUInt16BE() : 1005;
    this.#closed = { code, reason: payload.subarray(2).toString() };
    if (!this.#closeSent) {
      this.#closeSent = true;
      this.#write(CLOSE, payload.subarray(0, 2));
    }
    this.#socket.end();
  }

  #takeData(last, opcode, payload) {
    this.#message ??= { opcode, parts: [], length: 0 };
    this.#message.parts.push(Buffer.from(payload));
    this.#message.length += payload.length;
    if (!last) return;
    const { opcode: kind, parts } = this.#message;
    this.#message = null;
    if (kind === BINARY) this.close(1003, 'Text only');
    else this.onText(Buffer.concat(parts).toString());
  }
}

/** Answers an upgrade. @returns {Peer} */
export function acceptUpgrade(incoming, socket, { protocol, limit }) {
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptKey(incoming.headers['sec-websocket-key'])}`,
    `Sec-WebSocket-Protocol: ${protocol}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return new Peer(socket, { mask: false, limit });
}

/** The WebSocket of browsers for Node before 22, as much of it as ParleyClient uses. */
export class NodeWebSocket {
  readyState = 0;
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose = null;
  #peer = null;

  constructor(url, protocols = []) {
    const key = randomBytes(16).toString('base64');
    const asking = request(url.replace(/^ws/, 'http'), {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': key,
        'Sec-WebSocket-Protocol': [protocols].flat().join(', '),
      },
    });
    asking.on('upgrade', (response, socket, head) => {
      if (response.headers['sec-websocket-accept'] !== acceptKey(key)) return socket.destroy();
      this.protocol = response.headers['sec-websocket-protocol'];
      this.#peer = new Peer(socket, { mask: true });
      this.#peer.onText = (data) => this.onmessage?.({ data });
      this.#peer.onClose = (closed) => this.#over(closed);
      this.readyState = 1;
      this.onopen?.({});
      return this.#peer.feed(head);
    });
    asking.on('response', (response) => {
      response.resume();
      this.#fail(`HTTP ${response.statusCode}`);
    });
    asking.on('error', (error) => this.#fail(error.message));
    asking.end();
    this.asking = asking;
  }

  send(text) {
    this.#peer.sendText(text);
  }

  close(code, reason) {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    if (this.#peer) this.#peer.close(code, reason);
    else this.asking.destroy();
  }

  #fail(message) {
    if (this.readyState === 3) return;
    this.onerror?.({ message });
    this.#over({ code: 1006, reason: '' });
  }

  #over(closed) {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.(closed);
  }
}
