import { Alarm } from './alarm.js';
import { Conversation } from './conversation.js';

const PAGE = 200; // the most events that one history answer may hold

/**
 * Where each conversation stands, and what brings it forward: the inbox, live events, and history for the gaps.
 *
 * A large group is followed only while it is open: until then its events don't come, its head moves by hints, and nothing
 * is read to make up for it.
 */
export class Streams {
  #o;
  #userId = null;
  #conversations = new Map();
  #left = new Map(); // conversation → last sequence handed out: what repeats of it must not start again
  #staged = new Map(); // entries of an inbox that isn't whole yet; null once it is
  #held = []; // events that came before the inbox was whole
  #listed = new Set(); // conversations in the run of inbox frames since the last event

  constructor(options) {
    this.#o = options;
  }

  /** Whether there is a session whose inbox is known. */
  get whole() {
    return this.#staged === null;
  }

  get(conversationId) {
    return this.#conversations.get(conversationId);
  }

  all() {
    return this.#conversations.values();
  }

  /** Whether it was told that the user is no longer a member of it. */
  hasLeft(conversationId) {
    return this.#left.has(conversationId) && !this.#conversations.has(conversationId);
  }

  /** Whether every event up to the head was handed out; if that isn't going to happen by itself, it is set going. */
  caughtUp(conversationId) {
    if (!this.whole) return false;
    const conversation = this.get(conversationId);
    if (!conversation?.lacking()) return true;
    if (!this.#followed(conversation)) this.#repair(conversation, { insist: true });
    return false;
  }

  connected(userId) {
    this.disconnected();
    this.#userId = userId;
  }

  disconnected() {
    this.#staged = new Map();
    this.#held = [];
    this.#listed.clear();
    for (const conversation of this.all()) conversation.pull.clear();
  }

  /** Brings every conversation up to its head, after the inbox was whole. */
  resume() {
    for (const conversation of this.all()) {
      conversation.readSaid = 0;
      this.#check(conversation, conversation.position === null ? this.#o.limits.gap : 0);
    }
  }

  opened(frame) {
    const conversation = this.get(frame.conversationId);
    if (!conversation) return;
    conversation.opened(frame);
    this.#changed(conversation);
    // In a large group nothing up to the head comes by itself.
    this.#check(conversation, conversation.large ? 0 : this.#o.limits.gap);
  }

  /** @returns {boolean} whether the mark moved */
  read(conversationId, sequence) {
    const conversation = this.get(conversationId);
    if (!conversation || sequence <= conversation.read) return false;
    conversation.read = Math.min(sequence, conversation.head);
    this.#changed(conversation);
    return true;
  }

  /** The server said that the user is no member; it may have been about the past. */
  doubt(conversationId) {
    const conversation = this.get(conversationId);
    if (conversation) this.#repair(conversation, { probe: true });
  }

  // ---- the inbox: where each conversation stands

  /** @returns {'first' | 'again' | null} whether it made the inbox whole */
  inbox(frame) {
    for (const entry of frame.conversations ?? []) {
      this.#listed.add(entry.conversationId);
      if (this.#staged) this.#staged.set(entry.conversationId, entry);
      else this.#enter(entry, false);
    }
    if (frame.last !== true) return null;
    const listed = this.#listed;
    this.#listed = new Set();
    if (this.#staged) {
      this.#handOver();
      return 'first';
    }
    this.#announcedAgain(listed);
    return 'again';
  }

  /** The first inbox of a session is whole: from its heads on everything comes live, up to them there is history. */
  #handOver() {
    const [entries, held] = [this.#staged, this.#held];
    this.#staged = null;
    this.#held = [];
    for (const conversation of [...this.#conversations.values()]) {
      if (!entries.has(conversation.id)) this.#end(conversation);
    }
    for (const entry of entries.values()) this.#enter(entry, true);
    for (const event of held) this.#place(event);
  }

  /** A whole inbox in the middle of a session: its gateway was cut off for a while, and may have missed something. */
  #announcedAgain(listed) {
    for (const conversation of this.#conversations.values()) {
      // What is missing has most likely been left, but a late frame could look the same: history knows.
      if (!listed.has(conversation.id)) this.#repair(conversation, { probe: true });
    }
  }

  #enter(entry, whole) {
    let conversation = this.#conversations.get(entry.conversationId);
    if (conversation) {
      conversation.update(entry);
    } else {
      const floor = this.#left.get(entry.conversationId) ?? 0;
      const start = this.#o.resumeAfter(entry) ?? (whole ? entry.head : null);
      conversation = new Conversation(entry, start, floor, this.#o.limits.buffered);
      conversation.pull = new Alarm(this.#o.clock, () => this.#repair(conversation));
      this.#conversations.set(entry.conversationId, conversation);
    }
    this.#changed(conversation);
    if (!whole) this.#check(conversation, this.#patience(conversation));
  }

  // ---- events: into order

  event(event) {
    this.#listed.clear();
    if (this.#staged) this.#held.push(event);
    else this.#place(event);
  }

  #place(event) {
    const conversation = this.#conversations.get(event.conversationId);
    if (!conversation) return; // a repeat of what was before leaving: an entry comes before the first event
    if (conversation.position === null && event.sequence <= conversation.floor) {
      // Left, and the entry that brought it back was a repeat as well.
      if (this.#endsHere(conversation, event)) this.#end(conversation);
      return;
    }
    conversation.offer(event);
    this.#drain(conversation);
    this.#check(conversation, this.#patience(conversation));
  }

  #drain(conversation) {
    for (let event = conversation.next(); event; event = conversation.next()) {
      conversation.apply(event, this.#userId);
      this.#o.emit('event', event);
      if (this.#endsHere(conversation, event)) return this.#end(conversation);
      this.#changed(conversation);
    }
    return undefined;
  }

  #endsHere(conversation, event) {
    const leaves = event.kind === 'removed' && (event.members ?? []).includes(this.#userId);
    return leaves && conversation.head <= event.sequence;
  }

  /** No longer a member. What is still held back behind a gap is handed out: the gap can't be read any more. */
  #end(conversation) {
    if (this.#conversations.get(conversation.id) !== conversation) return;
    this.#conversations.delete(conversation.id);
    for (const event of conversation.rest()) {
      this.#skip(conversation, event.sequence - 1);
      conversation.position = event.sequence;
      this.#o.emit('event', event);
    }
    conversation.pull.clear();
    this.#left.delete(conversation.id);
    this.#left.set(conversation.id, Math.max(conversation.floor, conversation.position ?? 0));
    if (this.#left.size > 1_000) this.#left.delete(this.#left.keys().next().value);
    this.#o.ended(conversation.id);
    this.#o.emit('left', { conversationId: conversation.id });
  }

  #skip(conversation, through) {
    const after = conversation.position ?? conversation.floor;
    if (through <= after) return;
    conversation.position = through;
    this.#o.emit('skipped', { conversationId: conversation.id, after, through });
  }

  // ---- gaps: out of history

  #followed(conversation) {
    return !conversation.large || this.#o.isOpen(conversation.id);
  }

  #patience(conversation) {
    return conversation.large ? this.#o.limits.largeGap * this.#o.random() : this.#o.limits.gap;
  }

  /** Repairs a gap between events at once, and a head without its events if they don't come by themselves in time. */
  #check(conversation, patience) {
    if (this.#staged || this.#conversations.get(conversation.id) !== conversation) return;
    if (!conversation.lacking() || !this.#followed(conversation)) {
      conversation.pull.clear();
      // Nobody reads what is before it, but it is told nowhere else.
      if (conversation.holdsRemovalOf(this.#userId)) this.#repair(conversation, { probe: true });
    } else if (conversation.gapped() || patience === 0) this.#repair(conversation);
    else conversation.pull.soon(patience);
  }

  /**
   * Reads what is missing, page by page. `probe` asks even if nothing is: am I a member? `insist` reads on although the
   * conversation isn't followed.
   */
  async #repair(conversation, { probe = false, insist = false } = {}) {
    if (conversation.repairing) return;
    conversation.repairing = true;
    conversation.pull.clear();
    conversation.anchor();
    const { id } = conversation;
    for (let pause = 250; ;) {
      const wanted = conversation.lacking() && (insist || this.#followed(conversation));
      if (this.#conversations.get(id) !== conversation || (!probe && !wanted)) break;
      if (!probe && conversation.target() - conversation.position > this.#o.limits.catchUp) {
        this.#skip(conversation, conversation.target());
        this.#drain(conversation);
        continue;
      }
      const after = conversation.position;
      const through = conversation.lacking() ? conversation.target() : undefined;
      try {
        const frame = { type: 'history', conversationId: id, after, through, limit: probe ? 1 : PAGE };
        this.learn(id, await this.#o.ask(frame));
        probe = false;
      } catch (error) {
        if (error.code === 'not_a_member') return this.#end(conversation);
        if (error.code === 'stopped') break;
        this.#o.emit('rejected', { conversationId: id, code: error.code, message: error.message });
      }
      if (conversation.position > after) pause = 250;
      else if (!probe && conversation.lacking()) {
        // The store isn't there yet, or the question was refused: not forever at full speed.
        await new Promise((resume) => this.#o.clock.setTimeout(resume, pause));
        pause = Math.min(pause * 2, 10_000);
      }
    }
    conversation.repairing = false;
    this.#o.caughtUp();
    return undefined;
  }

  /** Takes in what history answered, whoever asked. */
  learn(conversationId, answer) {
    for (const event of answer.events) this.#o.seen(event);
    const conversation = this.#conversations.get(conversationId);
    if (!conversation || conversation.position === null || this.#staged) return;
    for (const event of answer.events) {
      conversation.offer(event);
      this.#drain(conversation);
    }
    this.#check(conversation, this.#patience(conversation));
  }

  #changed(conversation) {
    this.#o.emit('conversation', conversation.view());
  }
}
