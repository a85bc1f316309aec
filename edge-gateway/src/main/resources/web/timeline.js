import { clockTime, dayName, fullTime, systemLine } from './format.js';

const GROUPED_WITHIN = 5 * 60_000;

/**
 * The part of a conversation that is on the screen: a run of events without a gap, from `from` to `to`, and what they
 * make to be seen. Events of the same sequence number are the same, so it doesn't matter how often one is added.
 */
export class Timeline {
  #events = new Map();
  #sorted = null;
  from = Infinity;
  to = 0;

  add(events) {
    this.#sorted = null;
    for (const event of events) {
      this.#events.set(event.sequence, event);
      this.from = Math.min(this.from, event.sequence);
      this.to = Math.max(this.to, event.sequence);
    }
  }

  get empty() {
    return this.#events.size === 0;
  }

  /** Whether a command's event is in here. */
  shows(commandId, senderId) {
    for (const event of this.#events.values()) if (event.id === commandId && event.senderId === senderId) return true;
    return false;
  }

  /** The events, ascending. */
  events() {
    this.#sorted ??= [...this.#events.values()].sort((a, b) => a.sequence - b.sequence);
    return this.#sorted;
  }

  /**
   * Rows to show, top to bottom: days, the mark before what is new, system lines, messages, and at the end the
   * commands that have no place yet.
   *
   * @param {object} context
   * @param {string} context.me
   * @param {object[]} [context.pending] commands
   * @param {number | null} [context.firstNew] the sequence that the mark goes before
   * @param {(sequence: number) => boolean} [context.seenBy] whether the other one has seen it
   * @param {boolean} [context.group] whether messages say who sent them
   */
  rows({ me, pending = [], firstNew = null, seenBy = () => false, group = false }) {
    const rows = [];
    const messages = new Map();
    let day = null;
    for (const event of this.events()) {
      const today = dayName(event.sentAt);
      const line = systemLine(event, me);
      if (event.kind !== 'message' && line === null) {
        changeTarget(messages.get(event.target), event, me);
        continue;
      }
      if (today !== day) rows.push({ type: 'day', key: `day ${event.sequence}`, text: today });
      day = today;
      if (event.sequence === firstNew) rows.push({ type: 'new', key: 'new' });
      if (line !== null) {
        rows.push({ type: 'system', key: `sequence ${event.sequence}`, sequence: event.sequence, text: line });
        continue;
      }
      const row = messageRow(event, me, seenBy(event.sequence));
      messages.set(event.sequence, row);
      rows.push(row);
    }
    for (const row of messages.values()) if (row.replyTo !== null) row.quote = quoteOf(messages.get(row.replyTo));
    const waiting = pending.filter((command) => !this.shows(command.id, me));
    return grouped([...rows, ...waiting.map((command) => pendingRow(command, me))], group);
  }
}

function messageRow(event, me, seen) {
  const own = event.senderId === me;
  return {
    type: 'message',
    key: own ? `command ${event.id}` : `sequence ${event.sequence}`,
    sequence: event.sequence,
    commandId: null,
    senderId: event.senderId,
    own,
    sentAt: Date.parse(event.sentAt),
    time: clockTime(event.sentAt),
    fullTime: fullTime(event.sentAt),
    text: event.deleted ? 'Message deleted' : event.encrypted ? 'Encrypted message' : (event.content ?? ''),
    muted: Boolean(event.deleted || event.encrypted),
    edited: event.editedSequence !== undefined && event.editedSequence !== null,
    replyTo: event.replyTo ?? null,
    quote: null,
    reactions: [],
    state: own ? (seen ? 'seen' : 'sent') : null,
    error: null,
  };
}

function pendingRow(command, me) {
  const sentAt = new Date(command.createdAt).toISOString();
  const event = { ...command.frame, senderId: me, sentAt, sequence: null };
  const state = { accepted: 'sent', done: 'sent', failed: 'failed' }[command.state] ?? 'sending';
  const error = command.error && (command.error.message || command.error.code);
  return { ...messageRow(event, me, false), commandId: command.id, state, error };
}

/** What came later about a message: a new text, its deletion, a reaction. */
function changeTarget(row, event, me) {
  if (!row) return;
  if (event.kind === 'edited') {
    row.edited = true;
    if (event.content !== undefined && event.content !== null && !row.muted) row.text = event.content;
  } else if (event.kind === 'deleted') {
    Object.assign(row, { text: 'Message deleted', muted: true, edited: false });
  } else if (event.kind === 'reacted') {
    const { reaction, senderId } = event;
    const others = (row.reactions.find((given) => given.reaction === reaction)?.by ?? []).filter(
      (by) => by !== senderId,
    );
    const by = event.removed ? others : [...others, senderId];
    row.reactions = row.reactions.filter((given) => given.reaction !== reaction);
    if (by.length) row.reactions.push({ reaction, by, mine: by.includes(me) });
  }
}

function quoteOf(row) {
  return row ? { senderId: row.senderId, text: row.text.slice(0, 120) } : null;
}

/** Marks where a run of messages of one sender starts and ends. */
function grouped(rows, group) {
  const follows = (before, row) =>
    before?.type === 'message' &&
    row?.type === 'message' &&
    before.senderId === row.senderId &&
    row.sentAt - before.sentAt < GROUPED_WITHIN;
  return rows.map((row, i) => {
    if (row.type !== 'message') return row;
    const first = !follows(rows[i - 1], row);
    return { ...row, first, last: !follows(row, rows[i + 1]), named: group && first && !row.own };
  });
}
