const MEMBERSHIP = new Set(['created', 'added', 'removed', 'roleChanged']);
const MOST_UNREAD = 100; // unread counts are exact below this
const RECENT = 10_000; // as many messages are known one by one; beyond, an inbox frame has to say how many were deleted

/**
 * One conversation: what was handed out, what waits behind a gap, and how much is unread.
 *
 * `position` is the last sequence handed out. It is null for a conversation that the user was just added to, until the
 * first event says where the stream starts: its entry's head may or may not count that event already.
 */
export class Conversation {
  repairing = false;
  pull = null;
  members = null;
  reads = new Map();
  readSaid = 0;
  peer = null; // the other one in a direct conversation
  activeAt = null; // when its newest event was sent
  #view = null; // as it was last shown: the same object until something changes
  #changed = true; // whether members or reads may have changed since
  #buffer = new Map();
  #bound;
  // Both from the read mark on, also what the last entry counts: one that is older may be repeated.
  #recent = []; // sequences of the newest messages by others that are not deleted
  #deleted = new Map(); // message → the event that deleted it
  #changes = []; // membership events handed out, to bring an older `opened` up to date

  constructor(entry, position, floor, bound) {
    this.id = entry.conversationId;
    this.kind = entry.kind;
    this.floor = floor;
    this.head = 0;
    this.read = 0;
    this.position = position === null ? null : Math.max(position, floor);
    this.#bound = bound;
    this.update(entry);
  }

  /** What the server says about it now; heads and marks never go back. */
  update(entry) {
    this.title = entry.title ?? null;
    this.peer = entry.peer ?? this.peer;
    this.#active(entry.activeAt);
    this.large = entry.large === true;
    this.base = { head: entry.head ?? 0, read: entry.read ?? 0, unread: entry.unread ?? 0 };
    this.head = Math.max(this.head, this.base.head);
    this.read = Math.max(this.read, this.base.read);
    this.#recent = this.#recent.filter((sequence) => sequence > this.base.read);
    for (const target of this.#deleted.keys()) if (target <= this.base.read) this.#deleted.delete(target);
  }

  offer(event) {
    const { sequence } = event;
    if (!Number.isSafeInteger(sequence) || sequence < 1) return;
    if (this.position === null) this.position = Math.max(this.floor, Math.min(sequence - 1, this.head));
    this.head = Math.max(this.head, sequence);
    if (sequence <= this.position) return;
    if (sequence === this.position + 1 || this.#buffer.size < this.#bound) this.#buffer.set(sequence, event);
  }

  /** The next in order, if it is here. */
  next() {
    const event = this.#buffer.get(this.position + 1);
    if (event) {
      this.position += 1;
      this.#buffer.delete(this.position);
    }
    return event;
  }

  /** All that is held back, ascending; afterwards nothing is. */
  rest() {
    const events = [...this.#buffer.values()].sort((a, b) => a.sequence - b.sequence);
    this.#buffer.clear();
    return events;
  }

  /** Decides where the stream starts, when no event did. */
  anchor() {
    this.position ??= Math.max(this.floor, this.head - 1, 0);
  }

  gapped() {
    return this.#buffer.size > 0;
  }

  lacking() {
    return this.position === null ? this.head > this.floor : this.head > this.position;
  }

  /** Whether one of the events behind the gap ended the user's membership. */
  holdsRemovalOf(userId) {
    const ends = ({ kind, members }) => kind === 'removed' && (members ?? []).includes(userId);
    return [...this.#buffer.values()].some(ends);
  }

  /** The sequence up to which history has to be read: to just below what is here already. */
  target() {
    return this.gapped() ? Math.min(...this.#buffer.keys()) - 1 : this.head;
  }

  /** Takes in an event that is handed out. */
  apply(event, userId) {
    this.#active(event.sentAt);
    if (event.kind === 'message') {
      this.#message(event, userId);
    } else if (event.kind === 'deleted') {
      this.#recent = this.#recent.filter((sequence) => sequence !== event.target);
      this.#deleted.set(event.target, event.sequence);
    } else if (event.kind === 'renamed') {
      this.title = event.title ?? this.title;
    } else if (MEMBERSHIP.has(event.kind)) {
      this.#changes.push(event);
      this.#changed = true;
      if (event.kind === 'created') this.members = rolesOf(event.members);
      else changeMembers(this.members, event);
    }
  }

  #active(sentAt) {
    if (sentAt && !(Date.parse(sentAt) < Date.parse(this.activeAt))) this.activeAt = sentAt;
  }

  #message({ sequence, senderId, deleted }, userId) {
    if (senderId === userId) {
      // Who writes has read up to there, and the server knows it.
      this.read = Math.max(this.read, sequence);
      this.readSaid = Math.max(this.readSaid, sequence);
    } else if (!deleted && !this.#deleted.has(sequence)) {
      this.#recent.push(sequence);
      if (this.#recent.length > RECENT) this.#recent.shift();
    }
    if (!this.large) this.marks({ [senderId]: sequence });
  }

  opened(frame) {
    this.#changed = true;
    this.members = rolesOf(frame.members);
    for (const event of this.#changes) if (event.sequence > frame.head) changeMembers(this.members, event);
    this.large = frame.large === true;
    this.head = Math.max(this.head, frame.head ?? 0);
    if (frame.title != null) this.title = frame.title;
    this.marks(frame.reads);
  }

  marks(reads) {
    this.#changed = true;
    for (const [userId, sequence] of Object.entries(reads ?? {})) {
      this.reads.set(userId, Math.max(sequence, this.reads.get(userId) ?? 0));
    }
  }

  unread() {
    if (this.read >= this.head) return 0;
    const since = Math.max(this.base.head, this.read);
    return Math.min(this.#counted() + this.#recent.filter((sequence) => sequence > since).length, MOST_UNREAD);
  }

  /** What the server counted up to its head, less what was deleted of it; a mark in between only the server can count. */
  #counted() {
    const { head, read, unread } = this.base;
    if (this.read >= head) return 0;
    if (unread >= MOST_UNREAD) return unread;
    // Nobody's own messages are after their mark, so each of these was counted.
    const gone = [...this.#deleted].filter(([target, by]) => target > read && target <= head && by > head);
    return Math.max(0, unread - gone.length);
  }

  /** @returns {ConversationView} the same object, and the same maps in it, until something changes */
  view() {
    const { id, kind, title, peer, activeAt, head, read, large, position } = this;
    const { members, reads } = this.#maps();
    const unread = this.unread();
    const view = {
      conversationId: id,
      kind,
      title,
      peer,
      activeAt,
      head,
      read,
      unread,
      large,
      position,
      members,
      reads,
    };
    if (!this.#view || Object.keys(view).some((key) => view[key] !== this.#view[key])) this.#view = view;
    return this.#view;
  }

  #maps() {
    if (!this.#changed) return this.#view;
    this.#changed = false;
    return { members: shared(this.#view?.members, this.members), reads: shared(this.#view?.reads, this.reads) };
  }
}

/** @returns the map that was shown before, if it says the same as this, else a copy of this */
function shared(shown, map) {
  if (!map) return null;
  const same = shown?.size === map.size && [...map].every(([key, value]) => shown.get(key) === value);
  return same ? shown : new Map(map);
}

function rolesOf(members) {
  return new Map((members ?? []).map(({ userId, role }) => [userId, role]));
}

function changeMembers(members, event) {
  for (const userId of members ? (event.members ?? []) : []) {
    if (event.kind === 'removed') members.delete(userId);
    else if (event.kind === 'added' && !members.has(userId)) members.set(userId, 'member');
    else if (event.kind === 'roleChanged' && members.has(userId)) members.set(userId, event.role);
  }
  if (event.newOwner && members?.has(event.newOwner)) members.set(event.newOwner, 'owner');
}
