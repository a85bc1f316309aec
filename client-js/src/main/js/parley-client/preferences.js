import { Alarm } from './alarm.js';
import { ParleyError, RETRYABLE } from './error.js';

/**
 * Whom the user has blocked and what they have muted, as the server says it; and what was asked for, which is asked again
 * in every session until the server says that it is so. The latest word about a user or a conversation counts.
 */
export class Preferences {
  #o;
  #blocked = new Set();
  #asked = new Map(); // ref → what was asked, and how to see that it is so
  #again;

  constructor(options) {
    this.#o = options;
    this.#again = new Alarm(options.clock, () => this.renew());
  }

  /** @returns {ReadonlySet<string>} the same set until it changes */
  get blocked() {
    return this.#blocked;
  }

  block(userId, off) {
    const isSo = () => this.#blocked.has(userId) !== off;
    return this.#ask({ type: 'block', ref: `block ${userId}`, userId, off }, isSo);
  }

  mute(conversationId, until, off) {
    const isSo = () => same(this.#o.mutedOf(conversationId), off ? null : (until ?? true));
    return this.#ask({ type: 'mute', ref: `mute ${conversationId}`, conversationId, until, off }, isSo);
  }

  /** @returns {boolean} whether the list is another one now */
  list(userIds) {
    const changed = userIds.length !== this.#blocked.size || userIds.some((userId) => !this.#blocked.has(userId));
    if (changed) this.#blocked = new Set(userIds);
    this.settle();
    return changed;
  }

  /** Ends what is so by now. */
  settle() {
    for (const [ref, { isSo, resolve }] of this.#asked) {
      if (!isSo()) continue;
      this.#asked.delete(ref);
      resolve();
    }
  }

  /** Asks for what isn't so yet. */
  renew() {
    this.#again.clear();
    this.settle();
    for (const { frame } of this.#asked.values()) this.#o.transmit(frame);
  }

  disconnected() {
    this.#again.clear();
  }

  stop() {
    for (const { reject } of this.#asked.values()) reject(new ParleyError('stopped'));
    this.#asked.clear();
  }

  /** @returns {boolean} whether it was about something that was asked for here */
  rejected({ ref, code, message, retryAfterMs }) {
    const asked = this.#asked.get(ref);
    if (!asked) return false;
    if (RETRYABLE.has(code)) {
      this.#again.soon(Math.max(retryAfterMs ?? 1_000, 50));
    } else {
      this.#asked.delete(ref);
      asked.reject(new ParleyError(code, message));
    }
    return true;
  }

  /** Whether it was written by somebody whom the user has blocked, in their direct conversation. */
  hides({ senderId }, conversation) {
    return conversation?.kind === 'direct' && this.#blocked.has(senderId);
  }

  /** @returns the event, or only its place if it is hidden */
  shown(event, conversation) {
    if (!this.hides(event, conversation)) return event;
    const { type, conversationId, sequence, sentAt } = event;
    return { type, conversationId, sequence, kind: 'withheld', sentAt };
  }

  #ask(frame, isSo) {
    this.#asked.get(frame.ref)?.resolve(); // overtaken by this one
    this.#asked.delete(frame.ref);
    const promise = new Promise((resolve, reject) => {
      if (isSo()) resolve();
      else this.#asked.set(frame.ref, { frame, isSo, resolve, reject });
    });
    promise.catch(() => {}); // needn't be caught
    if (this.#asked.has(frame.ref)) this.#o.transmit(frame);
    return promise;
  }
}

function same(muted, wanted) {
  return muted === wanted || (typeof muted === 'string' && Date.parse(muted) === Date.parse(wanted));
}
