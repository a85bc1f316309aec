const SHOWN = 5_000; // the server tells it again after 3 s

/** Who is typing where. */
export class Typists {
  #changed;
  #conversations = new Map(); // conversation → user → until when

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  typing({ conversationId, userId, stopped }) {
    if (stopped) {
      if (this.#conversations.get(conversationId)?.delete(userId)) this.#changed();
      return;
    }
    if (!this.#conversations.has(conversationId)) this.#conversations.set(conversationId, new Map());
    this.#conversations.get(conversationId).set(userId, Date.now() + SHOWN);
    this.#changed();
    setTimeout(() => this.#changed(), SHOWN + 100);
  }

  /** What was being typed was sent. */
  event({ conversationId, senderId, kind }) {
    if (kind === 'message') this.#conversations.get(conversationId)?.delete(senderId);
  }

  /** @returns {string | null} "Bob is typing…" */
  line(conversationId) {
    const typing = this.#conversations.get(conversationId) ?? new Map();
    for (const [userId, until] of typing) if (Date.now() > until) typing.delete(userId);
    const [first, second, ...others] = [...typing.keys()];
    if (!first) return null;
    if (others.length) return 'Several people are typing…';
    return second ? `${first} and ${second} are typing…` : `${first} is typing…`;
  }
}
