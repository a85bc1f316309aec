import { Conversation } from './conversation.js';
import { GapRepair } from './gap-repair.js';
import { LEFT_REMEMBERED, SKEW } from './limits.js';

/**
 * Brings each conversation forward by the inbox, live events and history, and hands out its events in order.
 *
 * A large group is followed only while it is open: until then its events don't come, its head moves by hints, and nothing
 * is read to make up for it.
 */
export class Streams {
  #o;
  #repairs;
  #userId = null;
  #conversations = new Map();
  #left = new Map(); // conversation → last sequence handed out: what repeats of it must not start again
  #staged = new Map(); // entries of an inbox that isn't whole yet; null once it is
  #held = []; // events that came before the inbox was whole
  #unlisted = new Set(); // known conversations of which this session hasn't been told yet
  #visited; // by when something was known last, in ms of the server's clock; null: never
  #caughtUp = true; // whether what was missed before the newest inbox has been read
  #listed = new Set(); // conversations in the run of inbox frames since the last event

  constructor(options) {
    this.#o = options;
    this.#visited = options.lastVisit === null ? null : Date.parse(options.lastVisit);
    const { clock, random, limits, isOpen, ask, caughtUp, emit } = options;
    this.#repairs = new GapRepair({
      clock,
      random,
      limits,
      isOpen,
      ask,
      userId: () => this.#userId,
      knows: (conversation) => this.#knows(conversation),
      learn: (conversationId, answer) => this.learn(conversationId, answer),
      skip: (conversation, through) => {
        this.#skip(conversation, through);
        this.#drain(conversation);
      },
      end: (conversation) => this.#end(conversation),
      refused: ({ id }, { code, message }) => emit('rejected', { conversationId: id, code, message }),
      caughtUp,
    });
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
    if (!this.#repairs.follows(conversation)) this.#repairs.insist(conversation);
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
    this.#unlisted.clear();
    this.#repairs.disconnected();
  }

  /** Brings every conversation up to its head, after the inbox was whole. */
  resume() {
    for (const conversation of this.all()) {
      conversation.reportReadAgain();
      this.#check(conversation, conversation.started ? 0 : this.#o.limits.gap);
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
    if (!conversation?.moveRead(sequence)) return false;
    this.#changed(conversation);
    return true;
  }

  /** The server said that the user is no member; it may have been about the past. */
  doubt(conversationId) {
    const conversation = this.get(conversationId);
    if (conversation) this.#repairs.probe(conversation);
  }

  // ---- the inbox: where each conversation stands

  /** @returns {'first' | 'again' | null} whether it made the inbox whole */
  inbox(frame) {
    if (frame.ref !== undefined) {
      this.#older(frame.conversations ?? []);
      return null;
    }
    for (const entry of frame.conversations ?? []) {
      this.#listed.add(entry.conversationId);
      if (this.#staged) this.#staged.set(entry.conversationId, entry);
      else this.#enter(entry, false);
    }
    if (frame.last !== true) return null;
    const listed = this.#listed;
    this.#listed = new Set();
    this.#visit();
    if (this.#staged) {
      this.#handOver(frame.more === true);
      return 'first';
    }
    this.#announcedAgain(listed, frame.more === true);
    return 'again';
  }

  /** Takes in older conversations, which were asked for: up to their heads there is history. */
  #older(entries) {
    if (this.#staged) return; // of a session that has ended
    for (const entry of entries) {
      this.#enter(entry, true);
      const conversation = this.#conversations.get(entry.conversationId);
      if (conversation) this.#check(conversation, conversation.started ? 0 : this.#o.limits.gap);
    }
  }

  /** Whether something may have happened in conversations that were last active before this time. */
  wantsOlderThan(oldest) {
    const reach = [this.#visited, ...[...this.#unlisted].map((id) => Date.parse(this.get(id)?.activeAt))];
    const known = reach.filter((at) => at !== null && !Number.isNaN(at));
    return known.length > 0 && (oldest === null || Date.parse(oldest) >= Math.min(...known));
  }

  /** The inbox was read as far as its known conversations were active: those that it hasn't have most likely been left. */
  doubtUnlisted() {
    this.#caughtUp = true;
    for (const id of this.#unlisted) {
      const conversation = this.get(id);
      if (conversation) this.#repairs.probe(conversation);
    }
    this.#unlisted.clear();
  }

  /** Notes how far one has got before this inbox, unless what was missed before that is still being read. */
  #visit() {
    if (!this.#caughtUp) return;
    this.#caughtUp = false;
    const times = [...this.all()].map((conversation) => Date.parse(conversation.activeAt));
    const known = times.filter((at) => !Number.isNaN(at));
    if (known.length) this.#visited = Math.max(...known) - SKEW;
  }

  /** The first inbox of a session is whole: from its heads on everything comes live, up to them there is history. */
  #handOver(more) {
    const [entries, held] = [this.#staged, this.#held];
    this.#staged = null;
    this.#held = [];
    for (const conversation of [...this.#conversations.values()]) {
      if (entries.has(conversation.id)) continue;
      if (more) this.#unlisted.add(conversation.id);
      else this.#end(conversation);
    }
    for (const entry of entries.values()) this.#enter(entry, true);
    for (const event of held) this.#place(event);
  }

  /** A whole inbox in the middle of a session: its gateway was cut off for a while, and may have missed something. */
  #announcedAgain(listed, more) {
    for (const conversation of this.#conversations.values()) {
      // What is missing has most likely been left, but a late frame could look the same: history knows.
      if (listed.has(conversation.id)) continue;
      if (more) this.#unlisted.add(conversation.id);
      else this.#repairs.probe(conversation);
    }
  }

  #enter(entry, whole) {
    let conversation = this.#conversations.get(entry.conversationId);
    this.#unlisted.delete(entry.conversationId);
    if (conversation) {
      conversation.update(entry);
    } else {
      const floor = this.#left.get(entry.conversationId) ?? 0;
      const start = this.#o.resumeAfter(entry) ?? (whole || this.#o.isAsked(entry.conversationId) ? entry.head : null);
      conversation = new Conversation(entry, start, floor, this.#o.limits.buffered);
      this.#conversations.set(entry.conversationId, conversation);
    }
    this.#changed(conversation);
    if (!whole) this.#check(conversation, this.#repairs.patience(conversation));
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
    if (conversation.repeats(event)) {
      // Left, and the entry that brought it back was a repeat as well.
      if (conversation.endsWith(event, this.#userId)) this.#end(conversation);
      return;
    }
    conversation.offer(this.#o.shown(event, conversation));
    this.#drain(conversation);
    this.#check(conversation, this.#repairs.patience(conversation));
  }

  #drain(conversation) {
    const next = () => conversation.next(this.#userId);
    for (let event = next(); event; event = next()) {
      this.#o.emit('event', event);
      if (conversation.endsWith(event, this.#userId)) {
        this.#end(conversation);
        return;
      }
      this.#changed(conversation);
    }
  }

  /** No longer a member. What is still held back behind a gap is handed out: the gap can't be read any more. */
  #end(conversation) {
    if (!this.#knows(conversation)) return;
    this.#conversations.delete(conversation.id);
    for (const { skipped, event } of conversation.rest()) {
      if (skipped) this.#o.emit('skipped', skipped);
      this.#o.emit('event', event);
    }
    this.#repairs.forget(conversation);
    this.#unlisted.delete(conversation.id);
    this.#left.delete(conversation.id);
    this.#left.set(conversation.id, conversation.passed);
    if (this.#left.size > LEFT_REMEMBERED) this.#left.delete(this.#left.keys().next().value);
    this.#o.ended(conversation.id);
    this.#o.emit('left', { conversationId: conversation.id });
  }

  #skip(conversation, through) {
    const skipped = conversation.skip(through);
    if (skipped) this.#o.emit('skipped', skipped);
  }

  // ---- gaps: out of history

  #check(conversation, patience) {
    if (this.whole && this.#knows(conversation)) this.#repairs.check(conversation, patience);
  }

  /** Takes in what history answered, whoever asked. */
  learn(conversationId, answer) {
    for (const event of answer.events) this.#o.seen(event);
    const conversation = this.#conversations.get(conversationId);
    if (!conversation?.started || !this.whole) return;
    for (const event of answer.events) {
      conversation.offer(this.#o.shown(event, conversation));
      this.#drain(conversation);
    }
    this.#check(conversation, this.#repairs.patience(conversation));
  }

  /** Whether it is still a conversation of the user's: another may have taken its place. */
  #knows(conversation) {
    return this.#conversations.get(conversation.id) === conversation;
  }

  #changed(conversation) {
    this.#o.emit('conversation', conversation.view());
  }
}
