import { Messages } from './messages.js';

const PAGE = 50;
const MOST = 200; // that one answer of history holds
const PAUSE = 1_000; // before the store is asked again for what it didn't have yet

/**
 * The end of one conversation, for a screen: the newest page, then what comes live, and older pages as far as somebody
 * scrolls. It is always one run of events without a gap, so reactions and edits of what it shows are all in it.
 */
export class Transcript {
  messages = new Messages();
  loaded = false; // whether the newest page is here
  loading = false;
  #client;
  #id;
  #changed;
  #older = false;
  #reread = new Map(); // message → the edit for which it is or was read again
  #ends;

  constructor(client, conversationId, changed = () => {}) {
    this.#client = client;
    this.#id = conversationId;
    this.#changed = changed;
    const mine = (take) => (value) => value.conversationId === conversationId && take(value);
    this.#ends = [
      client.on(
        'event',
        mine((event) => this.#event(event)),
      ),
      client.on(
        'skipped',
        mine(() => this.#startOver()),
      ),
      client.on(
        'left',
        mine(() => this.#startOver()),
      ),
    ];
  }

  /** Ends keeping up. */
  close() {
    for (const end of this.#ends) end();
    this.messages = new Messages();
    this.loaded = false;
    this.loading = false;
  }

  /** Whether there is nothing older than what is here. */
  get complete() {
    return this.loaded && this.messages.from <= 1;
  }

  get loadingOlder() {
    return this.#older;
  }

  /** Reads the newest page, and at least back to `from` within reason. From there on the client hands out the events. */
  async load({ from = Infinity } = {}) {
    const view = this.#client.conversation(this.#id);
    if (!view || this.loading || this.loaded) return;
    this.loading = true;
    const { messages } = this;
    const through = view.position ?? view.head;
    const back = Math.min(Math.max(PAGE, through - from + 10), 3 * PAGE + 10);
    let after = Math.max(0, through - back);
    try {
      while (after < through && this.messages === messages) {
        const { events } = await this.#client.history(this.#id, { after, through, limit: MOST });
        messages.add(events);
        if (!events.length) await new Promise((resume) => setTimeout(resume, PAUSE));
        after = events.at(-1)?.sequence ?? after;
      }
    } catch {
      if (this.messages === messages) this.loading = false; // no longer a member, or stopped: to be asked again
      return;
    }
    if (this.messages !== messages) return;
    this.loaded = true;
    this.loading = false;
    this.#took();
  }

  /** Reads the page before. */
  async older() {
    const { messages } = this;
    if (!this.loaded || this.#older || messages.from <= 1 || messages.empty) return;
    this.#older = true;
    try {
      const { events } = await this.#client.history(this.#id, { before: messages.from, limit: PAGE });
      // Only what joins on, so that there is never a hole.
      if (events.at(-1)?.sequence === messages.from - 1) messages.add(events);
    } catch {
      return; // no longer a member, or stopped: what is here stays, and scrolling asks again
    } finally {
      this.#older = false;
    }
    if (this.messages === messages) this.#took();
  }

  #event(event) {
    if (!this.loading && !this.loaded) return;
    this.messages.add([event]);
    this.#took();
  }

  /** Events were left out: what is here doesn't go on from there. */
  #startOver() {
    this.messages = new Messages();
    this.loaded = false;
    this.loading = false;
    this.#changed();
  }

  #took() {
    if (this.loaded) for (const sequence of this.messages.stale()) this.#readAgain(sequence);
    this.#changed();
  }

  /** Reads a message whose newest text didn't come with its edit. */
  async #readAgain(sequence) {
    const { messages } = this;
    const { editedSequence } = messages.get(sequence);
    if (this.#reread.get(sequence) === editedSequence) return;
    this.#reread.set(sequence, editedSequence);
    try {
      const message = await this.#client.message(this.#id, sequence);
      if (message && this.messages === messages) this.#changed(messages.add([message]));
    } catch {
      this.#reread.delete(sequence);
    }
  }
}
