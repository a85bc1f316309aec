import { clockTime, dayName, fullTime, onlyEmoji, systemLine } from './format.js';
import { placeOf } from './stretch.js';

const GROUPED_WITHIN = 5 * 60_000;
const QUOTED = 160; // characters

/**
 * What there is to see of a stretch of a conversation: days, lines for what happened to the group, messages as they stand
 * now with what of ours is under way, and under them who has read that far. At the end the messages that have no place yet.
 *
 * @param {object} messages the events that are on the screen: a Messages of the client's
 * @param {object} context
 * @param {string} context.me
 * @param {number} [context.from] the first line of the stretch
 * @param {number} [context.to] its last; Infinity if it goes on to the end
 * @param {object[]} [context.pending] commands
 * @param {(reaction: string) => string} [context.keyOf] by which reactions are the same
 * @param {number | null} [context.firstNew] the sequence that the mark goes before
 * @param {Map<string, number>} [context.reads] read marks of the others, where they are known
 * @param {number} [context.others] how many others there are
 * @param {boolean} [context.group] whether messages say who sent them
 */
export function timelineRows(
  messages,
  {
    me,
    from = 0,
    to = Infinity,
    pending = [],
    keyOf = String,
    firstNew = null,
    reads = new Map(),
    others = 1,
    group = false,
  },
) {
  const lines = messages.lines();
  const end = to === Infinity ? lines.length : placeOf(lines, to + 1);
  const marks = [...reads].filter(([userId]) => userId !== me);
  const seenBy = (sequence) => others > 0 && marks.filter(([, mark]) => mark >= sequence).length >= others;
  const rows = [];
  const mine = new Set();
  let day = null;
  for (const sequence of lines.slice(placeOf(lines, from), end)) {
    const event = messages.event(sequence);
    if (event.senderId === me) mine.add(event.id);
    const line = systemLine(event, me);
    if (event.kind !== 'message' && line === null) continue;
    const today = dayName(event.sentAt);
    if (today !== day) rows.push({ type: 'day', key: `day ${event.sequence}`, text: today });
    day = today;
    if (event.sequence === firstNew) rows.push({ type: 'new', key: 'new' });
    if (line !== null) {
      rows.push({ type: 'system', key: `sequence ${event.sequence}`, sequence: event.sequence, text: line });
      continue;
    }
    const message = withPending(messages.get(event.sequence), pending, me, keyOf);
    rows.push(messageRow(message, { me, messages, seen: seenBy(event.sequence) }));
  }
  const waiting = to === Infinity ? pending.filter(({ type, id }) => type === 'send' && !mine.has(id)) : [];
  const all = [...rows, ...waiting.map((command) => pendingRow(command, me, messages))];
  // Who has read further than the stretch goes stands further down.
  const within = marks.filter(([, mark]) => mark < (lines[end] ?? Infinity));
  return withReaders(grouped(all, group), group ? within : []);
}

function messageRow(message, { me, messages, seen = false }) {
  const { id, sequence, senderId, sentAt, content, deleted, encrypted, edited, reactions, underWay } = message;
  const own = senderId === me;
  const state = underWay ? 'sending' : seen ? 'seen' : 'sent';
  return {
    type: 'message',
    key: own ? `command ${id}` : `sequence ${sequence}`,
    sequence,
    commandId: null,
    senderId,
    own,
    sentAt: Date.parse(sentAt),
    time: clockTime(sentAt),
    fullTime: fullTime(sentAt),
    text: wordsOf(message),
    emoji: !deleted && !encrypted && onlyEmoji(content ?? ''),
    content: deleted || encrypted ? null : content,
    deleted: deleted === true,
    muted: Boolean(deleted || encrypted),
    edited: edited === true,
    replyTo: message.replyTo ?? null,
    quote: quoteOf(message.replyTo, messages),
    reactions: (reactions ?? []).map((given) => ({ ...given, mine: given.by.includes(me) })),
    state: own ? state : null,
    error: null,
  };
}

function wordsOf({ deleted, encrypted, content }) {
  if (deleted) return 'Message deleted';
  return encrypted ? 'Encrypted message' : (content ?? '');
}

function pendingRow(command, me, messages) {
  const sentAt = new Date(command.createdAt).toISOString();
  const row = messageRow({ ...command.frame, senderId: me, sentAt, sequence: null }, { me, messages });
  const state = { accepted: 'sent', done: 'sent', failed: 'failed' }[command.state] ?? 'sending';
  const error = command.error && (command.error.message || command.error.code);
  return { ...row, commandId: command.id, state, error };
}

/** What we did to a message shows at once, before the server said so. */
function withPending(message, pending, me, keyOf) {
  const shown = { ...message };
  for (const { type, state, frame } of pending) {
    if (frame.target !== message.sequence || state === 'failed' || shown.deleted) continue;
    if (type === 'edit') Object.assign(shown, { content: frame.content, edited: true, underWay: true });
    else if (type === 'delete') Object.assign(shown, { deleted: true, edited: false, reactions: [], underWay: true });
    else if (type === 'react') shown.reactions = withReaction(shown.reactions, frame, me, keyOf);
  }
  return shown;
}

function withReaction(reactions, { reaction, remove }, me, keyOf) {
  const key = keyOf(reaction);
  const known = reactions.some((given) => keyOf(given.reaction) === key);
  const all = known ? reactions : [...reactions, { reaction, by: [], count: 0 }];
  const changed = all.map((given) => {
    if (keyOf(given.reaction) !== key || given.by.includes(me) === !remove) return given;
    const by = remove ? given.by.filter((userId) => userId !== me) : [...given.by, me];
    return { ...given, by, count: given.count + by.length - given.by.length };
  });
  return changed.filter(({ count }) => count > 0);
}

function quoteOf(sequence, messages) {
  if (sequence === undefined || sequence === null) return null;
  const message = messages.get(sequence);
  if (!message) return { sequence, senderId: null, text: 'An earlier message' };
  return { sequence, senderId: message.senderId, text: wordsOf(message).slice(0, QUOTED) };
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

/** Puts everybody under the last thing that they have read. */
function withReaders(rows, marks) {
  const numbered = rows.filter((row) => row.sequence);
  const readers = new Map();
  for (const [userId, mark] of marks) {
    const last = numbered.findLast((row) => row.sequence <= mark);
    if (last) readers.set(last, [...(readers.get(last) ?? []), userId].sort());
  }
  return rows.flatMap((row) => {
    if (!readers.has(row)) return [row];
    return [row, { type: 'readers', key: `readers ${row.sequence}`, upTo: row.sequence, userIds: readers.get(row) }];
  });
}
