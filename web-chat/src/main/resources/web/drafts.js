const MOST = 50; // conversations
const LONGEST = 32_768; // UTF-16 units: what can be sent fits in
const SOON = 300; // milliseconds

/** Keeps what was begun and not sent, by conversation, over a reload of the page and in all windows of a user. */
export class Drafts {
  #key;
  #storage;
  #drafts;
  #changed = new Set();
  #timer = null;

  /** @param {string} userId whose they are @param {Storage} [storage] */
  constructor(userId, storage = safely(() => localStorage, null)) {
    this.#key = `parley.drafts.${userId}`;
    this.#storage = storage;
    this.#drafts = this.#stored();
  }

  /** @returns {{text: string, about: object | null} | null} */
  get(conversationId) {
    return this.#drafts[conversationId] ?? null;
  }

  /** Keeps it, soon; an empty one is forgotten. */
  set(conversationId, { text, about }) {
    if (!text && !about) delete this.#drafts[conversationId];
    else this.#drafts[conversationId] = { text: text.slice(0, LONGEST), about, at: Date.now() };
    this.#changed.add(conversationId);
    this.#timer ??= setTimeout(() => this.save(), SOON);
  }

  /** Keeps everything now. Another window may have kept something meanwhile, about other conversations. */
  save() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#changed.size) return;
    const stored = this.#stored();
    for (const id of this.#changed) {
      if (this.#drafts[id]) stored[id] = this.#drafts[id];
      else delete stored[id];
    }
    this.#changed.clear();
    const latest = Object.entries(stored).sort(([, a], [, b]) => b.at - a.at);
    safely(() => this.#storage?.setItem(this.#key, JSON.stringify(Object.fromEntries(latest.slice(0, MOST)))));
  }

  #stored() {
    const stored = safely(() => JSON.parse(this.#storage?.getItem(this.#key) ?? '{}'), null);
    return Object.assign(Object.create(null), stored);
  }
}

/** Storage may be forbidden or full, or hold anything: then drafts live as long as the page. */
function safely(run, otherwise) {
  try {
    return run();
  } catch {
    return otherwise;
  }
}
