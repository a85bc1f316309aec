import { INBOX_PAGE } from './limits.js';

/**
 * Reads the inbox beyond the newest conversations, which come by themselves: page by page, each behind the last. After a
 * reconnect it reads on by itself, as far as something may have happened meanwhile.
 */
export class Listing {
  #requests;
  #streams;
  #cursor = null; // where the rest of the inbox begins; null: there is none
  #turn = Promise.resolve();
  #session = 0;

  constructor({ requests, streams }) {
    this.#requests = requests;
    this.#streams = streams;
  }

  get more() {
    return this.#cursor !== null;
  }

  /** Starts behind the newest page of a session. */
  begin({ more, cursor, conversations }) {
    this.#session += 1;
    this.#cursor = more && cursor ? cursor : null;
    this.#catchUp(conversations?.at(-1)?.activeAt ?? null).catch(() => {}); // stopped
  }

  /** @returns the next conversations, and whether there are more */
  async older(limit) {
    const { entries, more } = await this.#next(limit, true);
    const conversations = entries.map(({ conversationId }) => this.#streams.get(conversationId)?.view());
    return { conversations: conversations.filter(Boolean), more };
  }

  /**
   * Reads on while it is wanted; what isn't there then has most likely been left.
   *
   * @param newest when the last conversation of the newest page was active
   */
  async #catchUp(newest) {
    const session = this.#session;
    let oldest = newest;
    while (session === this.#session && this.more && this.#streams.wantsOlderThan(oldest)) {
      const { entries } = await this.#next(INBOX_PAGE, false);
      if (!entries.length) break;
      oldest = entries.at(-1).activeAt ?? null;
    }
    if (session === this.#session) this.#streams.doubtUnlisted();
  }

  /** Pages that are asked for at once come one by one. */
  #next(limit, urgent) {
    const page = this.#turn.then(() => this.#read(limit, urgent));
    this.#turn = page.catch(() => {});
    return page;
  }

  async #read(limit, urgent) {
    const session = this.#session;
    if (!this.more) return { entries: [], more: false };
    const frame = await this.#requests.ask({ type: 'list', before: this.#cursor, limit }, urgent);
    // The page of another session may overlap with this one's, and its cursor says nothing here.
    if (session === this.#session) this.#cursor = frame.more && frame.cursor ? frame.cursor : null;
    return { entries: frame.conversations ?? [], more: this.more };
  }
}
