/**
 * The messages of a conversation as they stand now, made of its events: in whatever order, from whatever source and
 * however often they come. An edit, a deletion or a reaction waits here for its message.
 *
 * Reactions come twice: a page of history says which a message has, and their events tell the same. So a page counts up to
 * the sequence as of which it was read, and the events after that go on top, each user and reaction once.
 */
export class Messages {
  from = Infinity;
  to = 0;
  #events = new Map(); // sequence → event
  #changes = new Map(); // target → (sequence → event that changes it)
  #given = new Map(); // sequence → its reactions as a page told them
  #views = new Map(); // sequence → what was made of it
  #doubtful = new Set(); // messages of which an edit came without its text
  #order = new Ascending();
  #lines = new Ascending();
  #all = null;
  #list = null; // the messages among them, until something changes

  add(events) {
    for (const event of events) this.#take(event);
    return this;
  }

  addPage({ events, complete }, through) {
    const asOf = complete && through !== undefined ? through : (events.at(-1)?.sequence ?? 0);
    for (const event of events) {
      this.#take(event);
      if (event.kind === 'message' && Array.isArray(event.reactions)) this.#learnReactions(event, asOf);
    }
    return this;
  }

  /** Takes in what an event changes, without having it: it lies beyond what is here. */
  change(event) {
    const { sequence, target } = event;
    if (target === undefined || target === null) return this;
    if (!this.#changes.has(target)) this.#changes.set(target, new Map());
    const changes = this.#changes.get(target);
    const known = changes.get(sequence);
    const kept = known ? better(known, event) : event;
    if (kept === known) return this;
    changes.set(sequence, kept);
    if (event.kind === 'edited' && lacksText(event)) this.#doubtful.add(target);
    this.#renew(target);
    return this;
  }

  get empty() {
    return this.#events.size === 0;
  }

  /** Every event, ascending, as it came. */
  events() {
    this.#all ??= this.#order.list().map((sequence) => this.#events.get(sequence));
    return this.#all;
  }

  /** The sequences of those events that have a place of their own, ascending: all but changes of a message. */
  lines() {
    return this.#lines.list();
  }

  event(sequence) {
    return this.#events.get(sequence) ?? null;
  }

  get(sequence) {
    const event = this.#events.get(sequence);
    if (event?.kind !== 'message') return null;
    if (!this.#views.has(sequence)) this.#views.set(sequence, this.#view(event));
    return this.#views.get(sequence);
  }

  list() {
    const messages = () => this.events().filter((event) => event.kind === 'message');
    this.#list ??= messages().map((event) => this.get(event.sequence));
    return this.#list;
  }

  stale() {
    return [...this.#doubtful].filter((sequence) => this.get(sequence)?.stale).sort((a, b) => a - b);
  }

  #take(event) {
    const { sequence, target } = event;
    const known = this.#events.get(sequence);
    const kept = known ? better(known, event) : event;
    if (kept === known) return;
    this.#events.set(sequence, kept);
    this.#renew(sequence);
    this.#all = null;
    this.from = Math.min(this.from, sequence);
    this.to = Math.max(this.to, sequence);
    const isChange = target !== undefined && target !== null;
    if (!known) this.#order.add(sequence);
    if (!known && !isChange) this.#lines.add(sequence);
    if (isChange) this.change(kept);
  }

  #renew(sequence) {
    this.#views.delete(sequence);
    this.#list = null;
  }

  #learnReactions({ sequence, reactions }, asOf) {
    if ((this.#given.get(sequence)?.asOf ?? -1) >= asOf) return;
    this.#given.set(sequence, { asOf, reactions });
    this.#renew(sequence);
  }

  #view(message) {
    const { sequence } = message;
    const changes = [...(this.#changes.get(sequence)?.values() ?? [])].sort((a, b) => a.sequence - b.sequence);
    const deleted = message.deleted === true || changes.some((change) => change.kind === 'deleted');
    const view = {
      ...message,
      content: message.content ?? null,
      deleted,
      edited: false,
      editedSequence: message.editedSequence ?? null,
      stale: false,
      reactions: reactionsOf(this.#given.get(sequence), changes),
    };
    for (const change of changes) if (change.kind === 'edited') edit(view, change);
    view.edited = view.editedSequence !== null && !deleted;
    return deleted ? Object.assign(view, { content: null, stale: false, reactions: [] }) : view;
  }
}

/** Reactions are the same whatever form of Unicode they come in, and with or without a variation selector. */
export function reactionKey(reaction) {
  return reaction.normalize('NFC').replace(/[\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '');
}

/** Numbers in order: one more at the end costs the same however many there are. */
class Ascending {
  #numbers = [];
  #sorted = true;

  add(number) {
    this.#sorted &&= this.#numbers.length === 0 || this.#numbers.at(-1) < number;
    this.#numbers.push(number);
  }

  list() {
    if (!this.#sorted) this.#numbers.sort((a, b) => a - b);
    this.#sorted = true;
    return this.#numbers;
  }
}

function lacksText({ content }) {
  return content === undefined || content === null;
}

/** Of two that came for the same event, the one that knows more: later edits, a deletion, a text. */
function better(known, event) {
  if (known.kind !== 'message') return lacksText(known) && !lacksText(event) ? event : known;
  if (known.deleted) return known;
  return event.deleted || (event.editedSequence ?? 0) > (known.editedSequence ?? 0) ? event : known;
}

/** Out of history an edit comes without its text: then the message itself has to be read again. */
function edit(view, change) {
  if (change.sequence <= (view.editedSequence ?? 0)) return;
  view.editedSequence = change.sequence;
  view.stale = lacksText(change);
  if (!view.stale) view.content = change.content;
}

/** Each once per user, in the order in which they were first given; of many a page names only some. */
function reactionsOf({ asOf = 0, reactions = [] } = {}, changes) {
  const given = new Map();
  for (const { reaction, count, userIds } of reactions) {
    const by = new Set(userIds);
    given.set(reactionKey(reaction), { reaction, by, unnamed: Math.max(0, count - by.size) });
  }
  for (const { kind, sequence, reaction, senderId, removed } of changes) {
    if (kind !== 'reacted' || sequence <= asOf) continue;
    const key = reactionKey(reaction);
    if (!given.has(key)) given.set(key, { reaction, by: new Set(), unnamed: 0 });
    const one = given.get(key);
    if (!removed) one.by.add(senderId);
    else if (!one.by.delete(senderId) && one.unnamed > 0) one.unnamed -= 1;
    if (one.by.size + one.unnamed === 0) given.delete(key);
  }
  return [...given.values()].map(({ reaction, by, unnamed }) => ({ reaction, by: [...by], count: by.size + unnamed }));
}
