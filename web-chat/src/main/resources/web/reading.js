import { placeOf } from './stretch.js';

const COUNTED = 100; // unread messages: beyond that it is "or more"

/**
 * How far one has read in the conversation on the screen: as far as it was on a screen that somebody looked at. What came
 * while nobody did starts at the line "New".
 */
export class Reading {
  firstNew = null; // where the line goes: before the first message of somebody else from here on
  #client;
  #me;
  #marked = false; // whether the line was moved since somebody looked
  #end = new AbortController();

  /** @param {() => void} looked called when somebody looks again */
  constructor(client, me, looked) {
    this.#client = client;
    this.#me = me;
    const { signal } = this.#end;
    const look = () => {
      if (!this.attentive) return;
      this.#marked = false;
      looked();
    };
    document.addEventListener('visibilitychange', look, { signal });
    window.addEventListener('focus', look, { signal });
  }

  stop() {
    this.#end.abort();
  }

  /** Whether what is on the screen is seen: the page is visible, and in front. */
  get attentive() {
    return document.visibilityState === 'visible' && document.hasFocus();
  }

  /** Starts with a conversation as it is when one comes to it. */
  begin(view) {
    this.firstNew = view.unread > 0 ? view.read + 1 : null;
    this.#marked = false;
  }

  /** Moves the line to what came while nobody looked. @returns {boolean} whether it did */
  missed(view, messages) {
    if (this.attentive || this.#marked || this.#unreadOf(view, messages, 1) === 0) return false;
    this.firstNew = view.read + 1;
    this.#marked = true;
    return true;
  }

  /** Starts the line at what came all at once, if it is more than a screen shows. @returns {boolean} whether it is */
  overrun(view, messages, capacity) {
    if (!this.attentive || this.#unreadOf(view, messages, capacity + 1) <= capacity) return false;
    this.firstNew = view.read + 1;
    return true;
  }

  /** The first message of somebody else from the line on, within these lines; or null. */
  firstNewOf(messages, { from, to }) {
    if (this.firstNew === null || this.firstNew < messages.from) return null;
    const lines = messages.lines();
    for (let i = placeOf(lines, this.firstNew); i < lines.length && lines[i] <= to; i++) {
      if (this.#isOthers(messages.event(lines[i]))) return lines[i] >= from ? lines[i] : null;
    }
    return null;
  }

  /** Marks as read up to this line, with the changes of messages that follow it. */
  seen(conversationId, sequence, { messages, atEnd }) {
    if (!sequence || !this.attentive) return;
    const lines = messages.lines();
    const next = lines[placeOf(lines, sequence + 1)];
    this.#client.read(conversationId, next ? next - 1 : atEnd ? messages.to : sequence);
  }

  /** How many messages of others are unread: "3", "99+", or "". */
  unread(view, { messages, atEnd }) {
    const count = atEnd ? this.#unreadOf(view, messages, COUNTED) : view.unread;
    return count >= COUNTED ? '99+' : count === 0 ? '' : String(count);
  }

  #unreadOf(view, messages, most) {
    const lines = messages.lines();
    let count = 0;
    for (let i = lines.length - 1; i >= 0 && lines[i] > view.read && count < most; i--) {
      if (this.#isOthers(messages.event(lines[i])) && !messages.get(lines[i]).deleted) count += 1;
    }
    return count;
  }

  #isOthers({ kind, senderId }) {
    return kind === 'message' && senderId !== this.#me;
  }
}
