import { Alarm } from './alarm.js';
import { RETRYABLE } from './error.js';

const REF = 'open ';

/** The conversations that the application has open, asked for until there is an answer, and who is there in them. */
export class Opens {
  #o;
  #alarms = new Map(); // conversation → Alarm, pending until `opened`
  #presence = new Map();

  constructor(options) {
    this.#o = options;
  }

  has(conversationId) {
    return this.#alarms.has(conversationId);
  }

  isAbout(conversationId) {
    return this.has(conversationId);
  }

  open(conversationId) {
    if (this.has(conversationId)) return;
    this.#alarms.set(conversationId, new Alarm(this.#o.clock, () => this.#ask(conversationId)));
    this.#ask(conversationId);
  }

  close(conversationId) {
    if (!this.forget(conversationId)) return;
    this.#o.transmit({ type: 'close', conversationId });
    this.#forgetPresence(conversationId);
  }

  forget(conversationId) {
    this.#alarms.get(conversationId)?.clear();
    return this.#alarms.delete(conversationId);
  }

  /** Opens all of them again, in a session that doesn't know of them. */
  renew() {
    for (const conversationId of this.#alarms.keys()) this.#ask(conversationId);
  }

  disconnected() {
    this.#presence.clear();
    for (const alarm of this.#alarms.values()) alarm.clear();
  }

  opened(conversationId) {
    this.#alarms.get(conversationId)?.clear();
  }

  /** A refusal that may be of an `open` of ours. */
  rejected({ ref, conversationId, code, retryAfterMs }) {
    const alarm = this.#alarms.get(conversationId);
    if (!alarm?.pending || (ref !== undefined && ref !== REF + conversationId)) return;
    if (RETRYABLE.has(code)) alarm.set(retryAfterMs ?? 1_000);
    else alarm.clear();
  }

  presence(userId) {
    return this.#presence.get(userId) ?? null;
  }

  present({ userId, status, lastSeenAt }) {
    this.#presence.set(userId, { status, lastSeenAt: lastSeenAt ?? null });
  }

  #ask(conversationId) {
    const frame = { type: 'open', ref: REF + conversationId, conversationId };
    if (!this.#o.ready() || !this.#o.transmit(frame)) return;
    this.#alarms.get(conversationId)?.set(this.#o.limits.request); // asked again if it isn't answered
  }

  #forgetPresence(conversationId) {
    const others = [...this.#alarms.keys()].map((id) => this.#o.membersOf(id));
    for (const userId of this.#o.membersOf(conversationId)?.keys() ?? []) {
      if (!others.some((known) => known?.has(userId))) this.#presence.delete(userId);
    }
  }
}
