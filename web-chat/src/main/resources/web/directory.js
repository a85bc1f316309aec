import { listing, previewLine } from './format.js';

const LOOK_BACK = 5; // events read to find one that can be shown

/**
 * What the list of conversations shows that the inbox doesn't say: the other one's name in a direct conversation, the
 * last line, and hence the order. Read from history once per conversation, in the background, then kept up by events.
 */
export class Directory {
  #client;
  #me;
  #changed;
  #peers = new Map();
  #previews = new Map();
  #asked = new Set();

  /** @param {() => void} changed called when a name or a line became known */
  constructor(client, me, changed) {
    this.#client = client;
    this.#me = me;
    this.#changed = changed;
  }

  /** Starts to find out what isn't known about this conversation. */
  describe(view) {
    const { conversationId, kind, head, position } = view;
    if (kind === 'direct' && view.peer) this.#peers.set(conversationId, view.peer);
    else if (kind === 'direct' && view.members) this.#learnMembers(conversationId, view.members.keys());
    const complete = this.#previews.has(conversationId) && (kind !== 'direct' || this.#peers.has(conversationId));
    const through = Math.min(position ?? head, head);
    if (complete || through < 1 || this.#asked.has(conversationId)) return;
    this.#asked.add(conversationId);
    this.#find(conversationId, kind, through).catch(() => this.#asked.delete(conversationId));
  }

  async #find(conversationId, kind, through) {
    const ask = (after, upTo) =>
      this.#client.history(conversationId, { after, through: upTo, limit: LOOK_BACK, background: true });
    const { events } = await ask(Math.max(0, through - LOOK_BACK), through);
    for (const event of events) this.#take(event, kind);
    if (kind === 'direct' && !this.#peers.has(conversationId)) {
      for (const event of (await ask(0, 1)).events) this.#take(event, kind);
    }
    this.#changed();
  }

  /** Takes an event that was handed out. */
  event(event) {
    this.#take(event, this.#client.conversation(event.conversationId)?.kind);
    this.#changed();
  }

  forget(conversationId) {
    this.#previews.delete(conversationId);
    this.#asked.delete(conversationId);
  }

  #take(event, kind) {
    const { conversationId, sequence } = event;
    if (event.kind === 'created' && event.conversationKind === 'direct') {
      this.#learnMembers(
        conversationId,
        event.members.map((member) => member.userId),
      );
    } else if (kind === 'direct' && event.senderId && event.senderId !== this.#me) {
      this.#peers.set(conversationId, event.senderId);
    }
    const shown = this.#previews.get(conversationId);
    if (shown && event.target === shown.sequence) {
      const deleted = event.kind === 'deleted' || shown.deleted;
      const content = event.kind === 'edited' ? (event.content ?? shown.content) : shown.content;
      this.#previews.set(conversationId, { ...shown, deleted, content });
      if (event.kind === 'edited' && event.content === undefined) this.#readAgain(shown);
    } else if (sequence > (shown?.sequence ?? 0) && previewLine(event, this.#me, kind) !== null) {
      this.#previews.set(conversationId, event);
    }
  }

  /** Out of history an edit comes without its text. */
  async #readAgain({ conversationId, sequence }) {
    const message = await this.#client.message(conversationId, sequence).catch(() => null);
    if (!message || this.#previews.get(conversationId)?.sequence !== sequence) return;
    this.#previews.set(conversationId, message);
    this.#changed();
  }

  #learnMembers(conversationId, userIds) {
    for (const userId of userIds) if (userId !== this.#me) this.#peers.set(conversationId, userId);
  }

  /** The other one in a direct conversation, if known. */
  peer(conversationId) {
    return this.#peers.get(conversationId) ?? null;
  }

  /** The direct conversation with this user, if there is one. */
  directWith(userId) {
    for (const { conversationId, kind, peer } of this.#client.conversations()) {
      if (kind === 'direct' && (peer ?? this.peer(conversationId)) === userId) return conversationId;
    }
    return null;
  }

  title(view) {
    if (view.kind === 'direct') return view.peer ?? this.peer(view.conversationId) ?? view.title ?? '…';
    if (view.title) return view.title;
    const others = [...(view.members?.keys() ?? [])].filter((userId) => userId !== this.#me);
    return others.length ? listing(others) : 'Group';
  }

  /** @returns {{text: string, sentAt: string} | null} */
  lastLine({ conversationId, kind }) {
    const event = this.#previews.get(conversationId);
    return event ? { text: previewLine(event, this.#me, kind), sentAt: event.sentAt } : null;
  }

  /** All conversations, the latest first. */
  sorted() {
    const at = ({ conversationId, activeAt }) => activeAt ?? this.#previews.get(conversationId)?.sentAt ?? '';
    const views = this.#client.conversations().map((view) => [at(view), view]);
    return views.sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, view]) => view);
  }
}
