import { Alarm } from './alarm.js';
import { ParleyError, RETRYABLE } from './error.js';

/** Questions that are answered under their `ref`: bounded in number, and asked again until there is an answer. */
export class Requests {
  #o;
  #waiting = [];
  #asked = new Map();
  #lastRef = 0;
  #up = false;
  #pause;

  constructor(options) {
    this.#o = options;
    this.#pause = new Alarm(options.clock, () => this.#pump());
  }

  /** @param {boolean} urgent somebody looks at a screen and waits: goes first, and doesn't count towards the bound */
  ask(frame, urgent) {
    return new Promise((resolve, reject) => {
      const request = { frame, urgent, resolve, reject, alarm: null };
      if (urgent) this.#waiting.unshift(request);
      else this.#waiting.push(request);
      this.#pump();
    });
  }

  /** Whether something about this conversation is asked for. */
  isAbout(conversationId) {
    return [...this.#asked.values()].some(({ frame }) => frame.conversationId === conversationId);
  }

  connected() {
    this.#up = true;
    this.#pump();
  }

  disconnected() {
    this.#up = false;
    this.#pause.clear();
    for (const ref of [...this.#asked.keys()].reverse()) this.#waiting.unshift(this.#take(ref));
  }

  answered(frame) {
    const request = this.#take(frame.ref);
    if (!request) return;
    request.resolve(frame.type === 'history' ? { ...frame, events: frame.events ?? [] } : frame);
    this.#pump();
  }

  /** @returns {boolean} whether it was about a question of ours */
  rejected(frame) {
    const request = this.#take(frame.ref);
    if (!request) return false;
    if (RETRYABLE.has(frame.code)) {
      this.#waiting.unshift(request);
      this.#pause.set(Math.max(frame.retryAfterMs ?? 1_000, 50));
    } else {
      request.reject(new ParleyError(frame.code, frame.message));
      this.#pump();
    }
    return true;
  }

  refuseAll(error) {
    this.disconnected();
    for (const request of this.#waiting.splice(0)) request.reject(error);
  }

  #take(ref) {
    const request = this.#asked.get(ref);
    this.#asked.delete(ref);
    request?.alarm.clear();
    return request;
  }

  #pump() {
    if (!this.#up || this.#pause.pending) return;
    let background = [...this.#asked.values()].filter((request) => !request.urgent).length;
    const later = [];
    for (const request of this.#waiting.splice(0)) {
      if (!request.urgent && background >= this.#o.limits.parallelRepairs) {
        later.push(request);
        continue;
      }
      const ref = `r${++this.#lastRef}`;
      request.alarm = new Alarm(this.#o.clock, () => {
        this.#waiting.unshift(this.#take(ref));
        this.#pump();
      });
      if (!this.#o.transmit({ ...request.frame, ref })) {
        later.push(request);
        continue;
      }
      request.alarm.set(this.#o.limits.request);
      this.#asked.set(ref, request);
      if (!request.urgent) background += 1;
    }
    this.#waiting.push(...later);
  }
}
