import { Messages } from './messages.js';

const PAGE = 50;
const MOST = 200; // that one answer of history holds
const REACH = 150; // how far back from the newest event one is still read together with it
const PAUSE = 1_000; // before the store is asked again for what it didn't have yet

/**
 * A part of one conversation, for a screen: mostly its end, which grows by what comes live, or the surroundings of some
 * message further up; and from there on as far in either direction as somebody scrolls. It is always one run of events
 * without a gap. What becomes of its messages beyond that run is in it too.
 */
export class Transcript {
  messages = new Messages();
  loaded = false; // whether there is a run
  atEnd = false; // whether it goes on to the newest event
  #client;
  #id;
  #changed;
  #attempt = null; // to read another run: {held: what came live meanwhile}
  #older = false;
  #newer = false;
  #reread = new Map(); // message → the edit for which it is or was read again
  #hidden; // whether the other one is blocked
  #ends;

  constructor(client, conversationId, changed = () => {}) {
    this.#client = client;
    this.#id = conversationId;
    this.#changed = changed;
    this.#hidden = client.blocked.has(client.conversation(conversationId)?.peer);
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
      client.on('blocked', () => this.#hideOrShow()),
    ];
  }

  /** What the other one of a direct conversation wrote comes and goes with a block: it is read anew. */
  #hideOrShow() {
    const peer = this.#client.conversation(this.#id)?.peer;
    const hidden = peer != null && this.#client.blocked.has(peer);
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    if (this.loaded || this.loading) this.#startOver();
  }

  /** Ends keeping up. */
  close() {
    for (const end of this.#ends) end();
    this.#forget();
  }

  get loading() {
    return this.#attempt !== null;
  }

  /** Whether there is nothing older than what is here. */
  get complete() {
    return this.loaded && this.messages.from <= 1;
  }

  get loadingOlder() {
    return this.#older;
  }

  /** Reads the newest page, and back to `from` if that isn't far; else the surroundings of `from`. */
  async load({ from = Infinity } = {}) {
    if (this.loaded || this.loading || !this.#known()) return;
    const through = this.#end();
    if (through - from >= REACH) await this.goTo(from);
    else await this.#readEnd(Math.max(PAGE, through - from + 10));
  }

  /** Goes to where this event is: reads its surroundings if they aren't here. */
  async goTo(sequence) {
    const { from, to } = this.messages;
    if (!this.#known()) return;
    if (this.loaded && sequence >= from && (sequence <= to || this.atEnd)) {
      this.#stay();
      return;
    }
    const through = this.#end();
    await this.#replace(async (messages, goesOn) => {
      while (messages.empty && goesOn()) {
        const page = await this.#client.history(this.#id, { around: sequence, through, limit: PAGE });
        messages.addPage(page, through);
        if (messages.empty) await pause();
      }
    });
  }

  /** Goes back to the end. */
  async latest() {
    if (this.atEnd) this.#stay();
    else if (this.#known()) await this.#readEnd(PAGE);
  }

  /** Reads the page before. */
  async older() {
    const { messages } = this;
    if (!this.loaded || this.#older || messages.from <= 1 || messages.empty) return;
    this.#older = true;
    try {
      const through = this.#end();
      const page = await this.#client.history(this.#id, { before: messages.from, through, limit: PAGE });
      // Only what joins on, so that there is never a hole.
      if (page.events.at(-1)?.sequence === messages.from - 1) messages.addPage(page, through);
    } catch {
      return; // no longer a member, or stopped: what is here stays, and scrolling asks again
    } finally {
      this.#older = false;
    }
    if (this.messages === messages) this.#took();
  }

  /** Reads the page after, if this isn't the end. */
  async newer() {
    const { messages } = this;
    if (!this.loaded || this.#newer || this.atEnd) return;
    this.#newer = true;
    try {
      const through = this.#end();
      const page = await this.#client.history(this.#id, { after: messages.to, through, limit: PAGE });
      if (page.events[0]?.sequence <= messages.to + 1) messages.addPage(page, through);
    } catch {
      return;
    } finally {
      this.#newer = false;
    }
    if (this.messages !== messages) return;
    this.atEnd = messages.to >= this.#end();
    this.#took();
  }

  #known() {
    return this.#client.conversation(this.#id) !== null;
  }

  /** Up to here the client has handed everything out: what is later comes by itself. */
  #end() {
    const view = this.#client.conversation(this.#id);
    return view ? (view.position ?? view.head) : 0;
  }

  #readEnd(back) {
    const through = this.#end();
    return this.#replace(async (messages, goesOn) => {
      let after = Math.max(0, through - back);
      while (after < through && goesOn()) {
        const page = await this.#client.history(this.#id, { after, through, limit: MOST });
        messages.addPage(page, through);
        if (!page.events.length) await pause();
        after = page.events.at(-1)?.sequence ?? after;
      }
    });
  }

  /** What was asked for last is here: what was asked for before isn't wanted any more. */
  #stay() {
    this.#attempt = null;
  }

  /** Reads another run; the one that is here stays until then, and what is asked last is what comes. */
  async #replace(read) {
    const attempt = { held: [] };
    this.#attempt = attempt;
    const messages = new Messages();
    try {
      await read(messages, () => this.#attempt === attempt);
    } catch {
      if (this.#attempt === attempt) this.#attempt = null; // no longer a member, or stopped: to be asked again
      return;
    }
    if (this.#attempt !== attempt) return;
    this.#attempt = null;
    this.messages = messages;
    this.loaded = true;
    for (const event of attempt.held) this.#place(event);
    this.atEnd = messages.to >= this.#end();
    this.#took();
  }

  #event(event) {
    this.#attempt?.held.push(event);
    if (!this.loaded) return;
    this.atEnd = this.#place(event);
    this.#took();
  }

  /** @returns {boolean} whether it goes on from what is here */
  #place(event) {
    const joins = this.messages.empty || event.sequence <= this.messages.to + 1;
    if (joins) this.messages.add([event]);
    else this.messages.change(event);
    return joins;
  }

  /** Events were left out: what is here doesn't go on from there. */
  #startOver() {
    this.#forget();
    this.#changed();
  }

  #forget() {
    this.messages = new Messages();
    this.loaded = false;
    this.atEnd = false;
    this.#attempt = null;
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

function pause() {
  return new Promise((resume) => setTimeout(resume, PAUSE));
}
