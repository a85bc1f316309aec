import { listing, previewLine } from './format.js';

/**
 * Names, last lines and the order of the list of conversations: from the inbox, then kept up by events. Nothing is read
 * from history for them, but a text that didn't come with its edit.
 */
export class Directory {
  #client;
  #me;
  #changed;
  #peers = new Map();
  #lines = new Map(); // conversation → the last event that can be shown, of those that came live
  #blocked = new Set();

  /** @param {() => void} changed called when a name or a line became known */
  constructor(client, me, changed) {
    this.#client = client;
    this.#me = me;
    this.#changed = changed;
  }

  /** Takes in what the inbox says of this conversation. */
  describe({ conversationId, kind, peer, members }) {
    if (kind === 'direct' && peer) this.#peers.set(conversationId, peer);
    else if (kind === 'direct' && members) this.#learnMembers(conversationId, members.keys());
  }

  /** Takes an event that was handed out. */
  event(event) {
    this.#take(event, this.#client.conversation(event.conversationId)?.kind);
    this.#changed();
  }

  forget(conversationId) {
    this.#lines.delete(conversationId);
  }

  /** Forgets the last lines of conversations with those who are blocked now, or not any more: they are hidden, or not. */
  blocked(userIds) {
    for (const [conversationId, peer] of this.#peers) {
      if (userIds.has(peer) !== this.#blocked.has(peer)) this.forget(conversationId);
    }
    this.#blocked = userIds;
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
    const shown = this.#lines.get(conversationId);
    if (shown && event.target === shown.sequence) {
      const deleted = event.kind === 'deleted' || shown.deleted;
      const content = event.kind === 'edited' ? (event.content ?? shown.content) : shown.content;
      this.#lines.set(conversationId, { ...shown, deleted, content });
      if (event.kind === 'edited' && event.content === undefined) this.#readAgain(shown);
    } else if (sequence > (shown?.sequence ?? 0) && previewLine(event, this.#me, kind) !== null) {
      this.#lines.set(conversationId, event);
    }
  }

  /** Out of history an edit comes without its text. */
  async #readAgain({ conversationId, sequence }) {
    const message = await this.#client.message(conversationId, sequence).catch(() => null);
    if (!message || this.#lines.get(conversationId)?.sequence !== sequence) return;
    this.#lines.set(conversationId, message);
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
  lastLine({ conversationId, kind, preview }) {
    const event = lineOf(this.#lines.get(conversationId), preview);
    return event ? { text: previewLine(event, this.#me, kind), sentAt: event.sentAt } : null;
  }

  /** All conversations, the latest first. */
  sorted() {
    const at = ({ conversationId, activeAt }) => activeAt ?? this.#lines.get(conversationId)?.sentAt ?? '';
    const views = this.#client.conversations().map((view) => [at(view), view]);
    return views.sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, view]) => view);
  }
}

/** The newer of the last event and of the newest message that the inbox shows; one that both know as it came live. */
function lineOf(event, preview) {
  if (!preview || preview.sequence <= (event?.sequence ?? 0)) return event;
  const { text, ...message } = preview;
  return { ...message, kind: 'message', content: text ?? 'Message' };
}
