import { Alarm } from './alarm.js';
import { RETRYABLE } from './error.js';

const TYPING_EVERY = 3_000;

/**
 * What is said about the user without an answer: status, devices, read marks, typing. The latest word counts. It is
 * said again in every session, and when the server couldn't take it; `ref` says what a refusal is about.
 */
export class Signals {
  #o;
  #standing = new Map(); // what it is about → frame
  #typedAt = new Map();
  #types = new Set(); // where typing was said since it was said to have stopped
  #again;

  constructor(options) {
    this.#o = options;
    this.#again = new Alarm(options.clock, () => this.renew());
  }

  /** @returns {boolean} whether it was sent; if not, it will be in the next session */
  status(status) {
    return this.#say({ type: 'status', ref: 'status', status });
  }

  device(platform, token, remove) {
    return this.#say({ type: 'device', ref: `device ${platform}`, platform, token, remove });
  }

  typing(conversationId) {
    const now = this.#o.clock.now();
    if (now - (this.#typedAt.get(conversationId) ?? -Infinity) < TYPING_EVERY) return;
    this.#typedAt.set(conversationId, now);
    this.#types.add(conversationId);
    this.#o.transmit({ type: 'typing', conversationId });
  }

  stopTyping(conversationId) {
    if (this.#types.delete(conversationId)) this.#o.transmit({ type: 'typing', conversationId, stop: true });
  }

  /** Sends what was said in earlier sessions. */
  renew() {
    this.#again.clear();
    for (const frame of this.#standing.values()) this.#o.transmit(frame);
  }

  disconnected() {
    this.#again.clear();
    this.#types.clear();
  }

  /** @returns {boolean} whether it was about something that is now said again */
  rejected({ ref, code, retryAfterMs }) {
    if (!this.#standing.has(ref)) return false;
    if (RETRYABLE.has(code)) this.#again.soon(Math.max(retryAfterMs ?? 1_000, 50));
    else this.#standing.delete(ref);
    return RETRYABLE.has(code);
  }

  #say(frame) {
    this.#standing.set(frame.ref, frame);
    return this.#o.transmit(frame);
  }
}
