/**
 * The messages of a conversation as they stand now, made of its events: in whatever order, from whatever source and
 * however often they come. An edit, a deletion or a reaction waits here for its message.
 */
export class Messages {
  from = Infinity;
  to = 0;
  #events = new Map(); // sequence → event
  #changes = new Map(); // target → sequences of the events that change it
  #views = new Map(); // sequence → what was made of it
  #sorted = null;
  #list = null; // the messages among them, until something changes

  add(events) {
    for (const event of events) {
      const { sequence, target } = event;
      const known = this.#events.get(sequence);
      const kept = known ? better(known, event) : event;
      if (kept === known) continue;
      this.#list = null;
      this.#events.set(sequence, kept);
      this.#views.delete(sequence);
      this.from = Math.min(this.from, sequence);
      this.to = Math.max(this.to, sequence);
      if (!known) this.#sorted = null;
      if (target === undefined || target === null) continue;
      if (!this.#changes.has(target)) this.#changes.set(target, new Set());
      this.#changes.get(target).add(sequence);
      this.#views.delete(target);
    }
    return this;
  }

  get empty() {
    return this.#events.size === 0;
  }

  /** Every event, ascending, as it came. */
  events() {
    this.#sorted ??= [...this.#events.values()].sort((a, b) => a.sequence - b.sequence);
    return this.#sorted;
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
    const outdated = this.list().filter((message) => message.stale);
    return outdated.map((message) => message.sequence);
  }

  #view(message) {
    const changes = [...(this.#changes.get(message.sequence) ?? [])]
      .sort((a, b) => a - b)
      .map((sequence) => this.#events.get(sequence));
    const deleted = message.deleted === true || changes.some((change) => change.kind === 'deleted');
    const view = {
      ...message,
      content: message.content ?? null,
      deleted,
      edited: false,
      editedSequence: message.editedSequence ?? null,
      stale: false,
      reactions: reactionsOf(changes),
    };
    for (const change of changes) if (change.kind === 'edited') edit(view, change);
    view.edited = view.editedSequence !== null && !deleted;
    return deleted ? Object.assign(view, { content: null, stale: false, reactions: [] }) : view;
  }
}

/** Of two that came for the same event, the one that knows more: later edits, a deletion, a text. */
function better(known, event) {
  if (known.kind !== 'message') return known.content === undefined && event.content !== undefined ? event : known;
  if (known.deleted) return known;
  return event.deleted || (event.editedSequence ?? 0) > (known.editedSequence ?? 0) ? event : known;
}

/** Out of history an edit comes without its text: then the message itself has to be read again. */
function edit(view, { sequence, content }) {
  if (sequence <= (view.editedSequence ?? 0)) return;
  view.editedSequence = sequence;
  view.stale = content === undefined || content === null;
  if (!view.stale) view.content = content;
}

/** Each once per user, in the order in which they were first given. */
function reactionsOf(changes) {
  const given = new Map();
  for (const { kind, reaction, senderId, removed } of changes) {
    if (kind !== 'reacted') continue;
    if (!given.has(reaction)) given.set(reaction, new Set());
    if (removed) given.get(reaction).delete(senderId);
    else given.get(reaction).add(senderId);
    if (!given.get(reaction).size) given.delete(reaction);
  }
  return [...given].map(([reaction, by]) => ({ reaction, by: [...by] }));
}
