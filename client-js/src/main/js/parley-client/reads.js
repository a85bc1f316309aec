import { Alarm } from './alarm.js';
import { RETRYABLE } from './error.js';

const REF = 'read ';
const TOGETHER = 300; // milliseconds: marks that move this soon after each other are sent as one

/** Brings the user's read marks to the server, until the server's inbox has them. */
export class Reads {
  #o;
  #alarm;

  constructor(options) {
    this.#o = options;
    this.#alarm = new Alarm(options.clock, () => this.send());
  }

  soon() {
    this.#alarm.soon(TOGETHER);
  }

  send() {
    if (!this.#o.streams.whole) return; // sent when it is
    for (const conversation of this.#o.streams.all()) {
      const { id } = conversation;
      const sequence = conversation.unreportedRead();
      if (sequence === null) continue;
      const frame = { type: 'read', ref: REF + id, conversationId: id, sequence };
      if (this.#o.transmit(frame)) conversation.readReported(sequence);
    }
  }

  /** @returns {boolean} whether it was about a mark that is now sent again */
  rejected({ ref, code, retryAfterMs }) {
    if (!String(ref).startsWith(REF) || !RETRYABLE.has(code)) return false;
    this.#o.streams.get(ref.slice(REF.length))?.reportReadAgain();
    this.#alarm.soon(Math.max(retryAfterMs ?? 1_000, 50));
    return true;
  }
}
