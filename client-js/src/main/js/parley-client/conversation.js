const MEMBERSHIP = new Set(['created', 'added', 'removed', 'roleChanged']);
const PREVIEWED = 140; // characters of a message in a list
const MOST_UNREAD = 100; // unread counts are exact below this
const RECENT = 10_000; // as many messages are known one by one; beyond, an inbox frame has to say how many were deleted

/**
 * One conversation: puts its events into order, holds back what is behind a gap, and counts what is unread.
 *
 * The position is the last sequence handed out. It is null for a conversation that the user was just added to, until the
 * first event says where the stream starts: its entry's head may or may not count that event already.
 */
export class Conversation {
  #id;
  #kind;
  #title = null;
  #peer = null; // the other one in a direct conversation
  #activeAt = null; // when its newest event was sent
  #preview = null; // its newest message, as far as it is known
  #previewAt = 0; // the sequence up to which that is known
  #large = false;
  #muted = null; // true, or the time until which
  #members = null; // of a large group those that are known
  #unlisted = 0; // members beside them
  #reads = new Map();
  #floor; // the last sequence handed out before the user left and came back
  #position;
  #head = 0;
  #read = 0;
  #readReported = 0; // the mark as it was sent in this session
  #base; // what the last entry said: head, read mark, and the unread up to its head
  #view = null; // as it was last shown: the same object until something changes
  #changed = true; // whether members or reads may have changed since
  #buffer = new Map();
  #bound;
  // Both from the read mark on, also what the last entry counts: one that is older may be repeated.
  #recent = []; // sequences of the newest messages by others that are not deleted
  #deleted = new Map(); // message → the event that deleted it
  #changes = []; // membership events handed out, to bring an older `opened` up to date

  constructor(entry, position, floor, bound) {
    this.#id = entry.conversationId;
    this.#kind = entry.kind;
    this.#floor = floor;
    this.#position = position === null ? null : Math.max(position, floor);
    this.#bound = bound;
    this.update(entry);
  }

  get id() {
    return this.#id;
  }

  get kind() {
    return this.#kind;
  }

  get large() {
    return this.#large;
  }

  get members() {
    return this.#members;
  }

  get position() {
    return this.#position;
  }

  /** When its newest event was sent, or null. */
  get activeAt() {
    return this.#activeAt;
  }

  /** Whether it is known where the stream starts. */
  get started() {
    return this.#position !== null;
  }

  /** The sequence up to which nothing is handed out again, in this membership or a later one. */
  get passed() {
    return Math.max(this.#floor, this.#position ?? 0);
  }

  /** What the server says about it now; heads and marks never go back. */
  update(entry) {
    this.#title = entry.title ?? null;
    this.#peer = entry.peer ?? this.#peer;
    this.#active(entry.activeAt);
    this.#previewed(entry);
    this.#large = entry.large === true;
    this.#muted = entry.muted ?? null;
    this.#base = { head: entry.head ?? 0, read: entry.read ?? 0, unread: entry.unread ?? 0 };
    this.#head = Math.max(this.#head, this.#base.head);
    this.#read = Math.max(this.#read, this.#base.read);
    this.#recent = this.#recent.filter((sequence) => sequence > this.#base.read);
    for (const target of this.#deleted.keys()) if (target <= this.#base.read) this.#deleted.delete(target);
  }

  // ---- order: what is handed out, and what waits behind a gap

  /** Takes in an event, from wherever it comes, to be handed out in its turn. */
  offer(event) {
    const { sequence } = event;
    if (!Number.isSafeInteger(sequence) || sequence < 1) return;
    this.#position ??= Math.max(this.#floor, Math.min(sequence - 1, this.#head));
    this.#head = Math.max(this.#head, sequence);
    if (sequence <= this.#position) return;
    if (sequence === this.#position + 1 || this.#buffer.size < this.#bound) this.#buffer.set(sequence, event);
  }

  /** @returns the next event in order, now handed out, if it is here */
  next(userId) {
    const event = this.#buffer.get(this.#position + 1);
    if (!event) return undefined;
    this.#position += 1;
    this.#buffer.delete(this.#position);
    this.#apply(event, userId);
    return event;
  }

  /** Goes on after a sequence without the events up to it. @returns what is skipped, or null if nothing is */
  skip(through) {
    const after = this.#position ?? this.#floor;
    if (through <= after) return null;
    this.#position = through;
    return { conversationId: this.#id, after, through };
  }

  /** Hands out all that is held back, in order, with what is skipped before each; afterwards nothing is held back. */
  *rest() {
    const events = [...this.#buffer.values()].sort((a, b) => a.sequence - b.sequence);
    this.#buffer.clear();
    for (const event of events) {
      const skipped = this.skip(event.sequence - 1);
      this.#position = event.sequence;
      yield { skipped, event };
    }
  }

  /** Decides where the stream starts, when no event did. */
  anchor() {
    this.#position ??= Math.max(this.#floor, this.#head - 1, 0);
  }

  /** Whether an event repeats what was before the user came back. */
  repeats(event) {
    return !this.started && event.sequence <= this.#floor;
  }

  gapped() {
    return this.#buffer.size > 0;
  }

  lacking() {
    return this.#head > (this.#position ?? this.#floor);
  }

  /** How many events are missing up to the first that is here, or up to the head. */
  missing() {
    return this.target() - this.#position;
  }

  /** Whether one of the events behind the gap ended the user's membership. */
  holdsRemovalOf(userId) {
    return [...this.#buffer.values()].some((event) => removes(event, userId));
  }

  /** Whether an event ended the user's membership, and nothing is known of a later one. */
  endsWith(event, userId) {
    return removes(event, userId) && this.#head <= event.sequence;
  }

  /** The sequence up to which history has to be read: to just below what is here already. */
  target() {
    return this.gapped() ? Math.min(...this.#buffer.keys()) - 1 : this.#head;
  }

  #apply(event, userId) {
    this.#active(event.sentAt);
    this.#preview = previewAfter(this.#preview, event);
    this.#previewAt = Math.max(this.#previewAt, event.sequence);
    if (event.kind === 'message') {
      this.#message(event, userId);
    } else if (event.kind === 'deleted') {
      this.#recent = this.#recent.filter((sequence) => sequence !== event.target);
      this.#deleted.set(event.target, event.sequence);
    } else if (event.kind === 'renamed') {
      this.#title = event.title ?? this.#title;
    } else if (MEMBERSHIP.has(event.kind)) {
      this.#changes.push(event);
      this.#changed = true;
      if (event.kind === 'created') this.#roster(event);
      else this.#change(event);
    }
  }

  /** An entry without a preview says nothing of it; one that is older than an event here says something old. */
  #previewed({ preview, head = 0 }) {
    if (!preview || head < this.#previewAt || preview.sequence < (this.#preview?.sequence ?? 0)) return;
    this.#previewAt = head;
    const { sequence, senderId, sentAt, text = null } = preview;
    const shown = this.#preview;
    const same = shown?.sequence === sequence && shown.text === text;
    if (!same) this.#preview = { sequence, senderId, sentAt, text };
  }

  #active(sentAt) {
    if (sentAt && !(Date.parse(sentAt) < Date.parse(this.#activeAt))) this.#activeAt = sentAt;
  }

  #message({ sequence, senderId, deleted }, userId) {
    if (senderId === userId) {
      // Who writes has read up to there, and the server knows it.
      this.#read = Math.max(this.#read, sequence);
      this.#readReported = Math.max(this.#readReported, sequence);
    } else if (!deleted && !this.#deleted.has(sequence)) {
      this.#recent.push(sequence);
      if (this.#recent.length > RECENT) this.#recent.shift();
    }
    if (!this.#large) this.marks({ [senderId]: sequence });
  }

  opened(frame) {
    this.#changed = true;
    this.#roster(frame);
    for (const event of this.#changes) if (event.sequence > frame.head) this.#change(event);
    this.#large = frame.large === true;
    this.#head = Math.max(this.#head, frame.head ?? 0);
    if (frame.title != null) this.#title = frame.title;
    this.marks(frame.reads);
  }

  #roster({ members, memberCount }) {
    this.#members = rolesOf(members);
    this.#unlisted = Math.max(0, (memberCount ?? 0) - this.#members.size);
  }

  #change(event) {
    const strangers = changeMembers(this.#members, event);
    this.#unlisted = Math.max(0, this.#unlisted - strangers);
  }

  /** Takes in a page of the roster; who has left meanwhile, by an event that is here, stays out. */
  listed(members) {
    if (!this.#members) return;
    for (const { userId, role } of members) {
      if (this.#members.has(userId) || this.#hasLeft(userId)) continue;
      this.#members.set(userId, role);
      this.#unlisted = Math.max(0, this.#unlisted - 1);
      this.#changed = true;
    }
  }

  #hasLeft(userId) {
    const concerning = this.#changes.filter(
      ({ kind, members }) => kind !== 'created' && (members ?? []).includes(userId),
    );
    return concerning.at(-1)?.kind === 'removed';
  }

  marks(reads) {
    this.#changed = true;
    for (const [userId, sequence] of Object.entries(reads ?? {})) {
      this.#reads.set(userId, Math.max(sequence, this.#reads.get(userId) ?? 0));
    }
  }

  // ---- the read mark, and what is unread

  /** @returns {boolean} whether the mark moved */
  moveRead(sequence) {
    if (sequence <= this.#read) return false;
    this.#read = Math.min(sequence, this.#head);
    return true;
  }

  /** @returns the mark that the server doesn't know, or null if it knows it */
  unreportedRead() {
    return this.#read > Math.max(this.#readReported, this.#base.read) ? this.#read : null;
  }

  readReported(sequence) {
    this.#readReported = sequence;
  }

  /** The server may have lost what was sent of the mark. */
  reportReadAgain() {
    this.#readReported = 0;
  }

  unread() {
    if (this.#read >= this.#head) return 0;
    const since = Math.max(this.#base.head, this.#read);
    return Math.min(this.#counted() + this.#recent.filter((sequence) => sequence > since).length, MOST_UNREAD);
  }

  /** What the server counted up to its head, less what was deleted of it; a mark in between only the server can count. */
  #counted() {
    const { head, read, unread } = this.#base;
    if (this.#read >= head) return 0;
    if (unread >= MOST_UNREAD) return unread;
    // Nobody's own messages are after their mark, so each of these was counted.
    const gone = [...this.#deleted].filter(([target, by]) => target > read && target <= head && by > head);
    return Math.max(0, unread - gone.length);
  }

  /** @returns {ConversationView} the same object, and the same maps in it, until something changes */
  view() {
    const { members, reads } = this.#maps();
    const view = {
      conversationId: this.#id,
      kind: this.#kind,
      title: this.#title,
      peer: this.#peer,
      activeAt: this.#activeAt,
      preview: this.#preview,
      head: this.#head,
      read: this.#read,
      unread: this.unread(),
      large: this.#large,
      muted: this.#muted,
      position: this.#position,
      members,
      memberCount: members ? members.size + this.#unlisted : null,
      reads,
    };
    if (!this.#view || Object.keys(view).some((key) => view[key] !== this.#view[key])) this.#view = view;
    return this.#view;
  }

  #maps() {
    if (!this.#changed) return this.#view;
    this.#changed = false;
    return { members: shared(this.#view?.members, this.#members), reads: shared(this.#view?.reads, this.#reads) };
  }
}

/** @returns the map that was shown before, if it says the same as this, else a copy of this */
function shared(shown, map) {
  if (!map) return null;
  const same = shown?.size === map.size && [...map].every(([key, value]) => shown.get(key) === value);
  return same ? shown : new Map(map);
}

/** The first characters of a text; one of them may be two units long. */
function beginning(content) {
  return [...content.slice(0, 2 * PREVIEWED)].slice(0, PREVIEWED).join('');
}

/** The newest message after an event. */
function previewAfter(shown, { kind, sequence, senderId, sentAt, target, content, encrypted, deleted }) {
  if (kind === 'message') {
    if (sequence < (shown?.sequence ?? 0)) return shown;
    const text = encrypted || deleted || content === undefined ? null : beginning(content);
    return { sequence, senderId, sentAt, text };
  }
  if (!shown || target !== shown.sequence || shown.text === null) return shown;
  if (kind === 'deleted') return { ...shown, text: null };
  if (kind === 'edited' && content !== undefined) return { ...shown, text: beginning(content) };
  return shown;
}

function removes({ kind, members }, userId) {
  return kind === 'removed' && (members ?? []).includes(userId);
}

function rolesOf(members) {
  return new Map((members ?? []).map(({ userId, role }) => [userId, role]));
}

/** @returns {number} how many left who were not in the map */
function changeMembers(members, event) {
  let strangers = 0;
  for (const userId of members ? (event.members ?? []) : []) {
    if (event.kind === 'removed') strangers += members.delete(userId) ? 0 : 1;
    else if (event.kind === 'added' && !members.has(userId)) members.set(userId, 'member');
    else if (event.kind === 'roleChanged' && members.has(userId)) members.set(userId, event.role);
  }
  if (event.newOwner && members?.has(event.newOwner)) members.set(event.newOwner, 'owner');
  return strangers;
}
