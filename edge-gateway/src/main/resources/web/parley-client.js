/**
 * A client of Parley's protocol, version 1. One file, no dependencies, to be copied: it runs in browsers, and in Node
 * given a WebSocket constructor. What it promises an application:
 *
 * - every event of every conversation once, in the order of its sequence numbers, without gaps, across any number of
 *   lost connections (`event`);
 * - every command takes effect at most once, and is sent again under the same id until its outcome is known;
 * - it reconnects on its own, for as long as it takes.
 *
 * Reading order: ParleyClient (what an application calls), Streams (where each conversation stands), Conversation (the
 * order of one), Outbox (commands without an outcome), Requests (questions with an answer), Connection (one socket at a
 * time, for ever).
 */

const SUBPROTOCOL = 'parley.v1.json';
const RETRYABLE = new Set(['rate_limited', 'unavailable']);
const PAGE = 200; // the most events that one history answer may hold
const RECENT = 100; // unread counts are exact below this
const HOUR = 3_600_000;

/** Every wait and bound, in milliseconds where not said otherwise; pass any of them as `limits`. */
export const DEFAULT_LIMITS = Object.freeze({
  backoff: 500, // the first wait after a lost connection is half of this up to all of it; it doubles with each failure
  maxBackoff: 30_000,
  stable: 10_000, // a session that lasted this long counts as a success, and the backoff starts over
  connect: 30_000, // token, handshake and `ready` together
  heartbeat: 10_000, // the longest silence before a `ping`; a smaller heartbeatSeconds of the server wins
  pong: 5_000, // the longest silence after a `ping`
  request: 15_000, // a question without an answer is asked again
  command: 20_000, // a command without an outcome is sent again under its id, then after twice as long, and so on
  hurry: 2_000, // the same when its outcome may have got lost
  idMemory: 23 * HOUR, // the server remembers ids for 24 h at least: an older one isn't sent again blindly
  gap: 400, // how long a head may be ahead of its events before they are pulled
  largeGap: 2_000, // the same in large groups, spread at random: the hint reaches everybody at the same moment
  parallelRepairs: 4, // history requests in flight for gap repair
  inFlight: 32, // commands sent and not yet accepted
  buffered: 1_000, // events held per conversation behind a gap; more are read from history later
  catchUp: Infinity, // events: a longer gap is not read but reported by `skipped`
  frameBytes: 131_072,
});

/** A refusal or a failure; `code` is one of the protocol's, or `stopped` or `expired` of this client's own. */
export class ParleyError extends Error {
  /** @param {string} code @param {string} [message] */
  constructor(code, message) {
    super(message || code);
    this.name = 'ParleyError';
    this.code = code;
  }
}

/** Whether the text can be a user id (and hence a command id). */
export function isUserId(text) {
  return typeof text === 'string' && /^[A-Za-z0-9_.:@-]{1,64}$/.test(text);
}

/** A UUID of version 7: sortable by time. @param {number} [now] milliseconds since 1970 */
export function uuidv7(now = Date.now(), bytes = crypto.getRandomValues(new Uint8Array(16))) {
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * @typedef {object} ConversationView a conversation as it stands; a copy, never changed afterwards
 * @property {string} conversationId
 * @property {'direct' | 'group'} kind
 * @property {string | null} title
 * @property {number} head the newest sequence number known
 * @property {number} read the user's read mark
 * @property {number} unread messages of others after the mark, counted along; 100 means "or more"
 * @property {boolean} large
 * @property {number | null} position the last sequence that was handed out by `event`
 * @property {Map<string, 'owner' | 'member'> | null} members known once opened, or from `created` on
 * @property {Map<string, number>} reads read marks of the members, while it is open
 *
 * @typedef {object} ConnectionState
 * @property {'stopped' | 'connecting' | 'syncing' | 'online' | 'waiting' | 'failed'} phase `syncing`: connected, the
 *   inbox isn't whole yet; `waiting`: down, next try at `retryAt`; `failed`: the token provider said it is hopeless
 * @property {number} attempt tries since the last success
 * @property {number | null} retryAt on the client's clock
 * @property {string | null} reason why it is down
 * @property {number | null} code the close code, where there was one
 * @property {string | null} sessionId
 *
 * @typedef {object} Command
 * @property {string} id its own id, a UUIDv7
 * @property {string} type
 * @property {string | null} conversationId null for a direct conversation that isn't accepted yet
 * @property {object} frame what is sent
 * @property {'queued' | 'sent' | 'accepted' | 'done' | 'failed'} state
 * @property {ParleyError | null} error why it failed
 * @property {object | null} event its outcome
 * @property {number} createdAt
 * @property {Promise<object>} outcome its event, or rejected with a ParleyError
 *
 * @typedef {object} Options
 * @property {string} url `wss://…/v1/connect`
 * @property {(hint: {renew: boolean}) => string | Promise<string>} token asked before every connection; `renew` says
 *   that the last one may have been refused. An error with `fatal: true` ends the client (`failed`), any other is
 *   tried again
 * @property {typeof WebSocket} [WebSocket]
 * @property {(conversation: object) => number | null | undefined} [resumeAfter] asked for each conversation seen for
 *   the first time: the last sequence that the application has. By default its head: what came before is read with
 *   `history()`. 0 gives every event there ever was
 * @property {{load(): object[], save(commands: object[]): void}} [outbox] keeps commands over a restart
 * @property {{now(): number, setTimeout: Function, clearTimeout: Function}} [clock]
 * @property {() => number} [random] [0, 1), for jitter
 * @property {() => string} [newId]
 * @property {EventTarget | null} [network] where `online` and `offline` are told (default: the window)
 * @property {Partial<typeof DEFAULT_LIMITS>} [limits]
 */

class Emitter {
  #listeners = new Map();

  /** Calls the listener at every such event. @returns {() => void} ends it */
  on(name, listener) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    this.#listeners.get(name).add(listener);
    return () => this.#listeners.get(name).delete(listener);
  }

  emit(name, value) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(value);
      } catch (error) {
        // A listener's fault must not stop the stream for the others.
        if (name === 'error') console.error(error);
        else this.emit('error', error);
      }
    }
    if (name === 'error' && !this.#listeners.get(name)?.size) console.error(value);
  }
}

/**
 * Events of the client, each with one argument:
 *
 * | name | argument |
 * | --- | --- |
 * | `state` | ConnectionState |
 * | `synced` | none: the inbox is whole, `conversations()` is complete |
 * | `conversation` | ConversationView: new or changed |
 * | `left` | {conversationId}: no longer a member; everything about it is forgotten |
 * | `event` | the protocol's event frame: once each, per conversation in sequence order |
 * | `skipped` | {conversationId, after, through}: these won't come by `event` (`limits.catchUp`, or left meanwhile) |
 * | `command` | Command: its state changed |
 * | `opened`, `presence`, `typing`, `read`, `rejected`, `goaway` | the frame; `rejected` only if it answers no command |
 * | `error` | an error thrown by a listener |
 */
export class ParleyClient extends Emitter {
  #clock;
  #newId;
  #limits;
  #network;
  #connection;
  #requests;
  #outbox;
  #streams;
  #reads;
  #userId = null;
  #opens = new Map(); // conversation → Alarm, pending until `opened`
  #presence = new Map();
  #status = null;
  #typedAt = new Map();

  /** @param {Options} options */
  constructor(options) {
    super();
    const clock = options.clock ?? {
      now: () => Date.now(),
      setTimeout: (run, ms) => setTimeout(run, ms),
      clearTimeout: (handle) => clearTimeout(handle),
    };
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#clock = clock;
    this.#limits = limits;
    const random = options.random ?? Math.random;
    this.#newId = options.newId ?? (() => uuidv7(clock.now()));
    this.#network = options.network === undefined ? (globalThis.window ?? null) : options.network;
    this.#reads = new Alarm(clock, () => this.#sendReads());
    this.#connection = new Connection({
      url: options.url,
      token: options.token,
      WebSocket: options.WebSocket ?? globalThis.WebSocket,
      clock,
      random,
      limits,
      onReady: (frame) => this.#ready(frame),
      onFrame: (frame) => this.#frame(frame),
      onDown: (code) => this.#down(code),
      onState: (state) => this.emit('state', state),
    });
    const transmit = (frame) => this.#connection.send(frame);
    this.#requests = new Requests({ clock, limits, transmit });
    this.#outbox = new Outbox({
      clock,
      limits,
      transmit,
      store: options.outbox,
      changed: (command) => this.emit('command', command),
      settled: (conversationId) => this.#streams.caughtUp(conversationId),
    });
    this.#streams = new Streams({
      clock,
      random,
      limits,
      resumeAfter: options.resumeAfter ?? (() => null),
      ask: (frame) => this.#requests.ask(frame, false),
      seen: (event) => this.#outbox.settle(event),
      caughtUp: () => this.#outbox.flush(),
      ended: (conversationId) => this.#forgetOpen(conversationId),
      emit: (name, value) => this.emit(name, value),
    });
  }

  // ---- the connection

  /** Connects, and stays connected until `stop()`. */
  start() {
    this.#network?.addEventListener?.('online', this.nudge);
    this.#network?.addEventListener?.('offline', this.nudge);
    this.#connection.start();
  }

  /** Disconnects. Commands stay in the outbox; questions are refused with `stopped`. `start()` goes on. */
  stop() {
    this.#network?.removeEventListener?.('online', this.nudge);
    this.#network?.removeEventListener?.('offline', this.nudge);
    this.#connection.stop();
    this.#requests.refuseAll(new ParleyError('stopped'));
  }

  /** The network may have changed: tries at once if waiting, asks for a sign of life if connected. */
  nudge = () => this.#connection.nudge();

  /** @returns {ConnectionState} */
  get state() {
    return this.#connection.state;
  }

  /** Who the server says we are; null before the first `ready`. */
  get userId() {
    return this.#userId;
  }

  // ---- what is known

  /** @returns {ConversationView[]} in no particular order */
  conversations() {
    return [...this.#streams.all()].map((conversation) => conversation.view());
  }

  /** @returns {ConversationView | null} */
  conversation(conversationId) {
    return this.#streams.get(conversationId)?.view() ?? null;
  }

  /** Members of open conversations: {status, lastSeenAt}; null when it isn't known, as while disconnected. */
  presence(userId) {
    return this.#presence.get(userId) ?? null;
  }

  /** Commands without an outcome and failed ones, oldest first. @returns {Command[]} */
  pending() {
    return this.#outbox.list();
  }

  // ---- commands

  /** Opens a conversation with these others. Direct: exactly one, and no title. @returns {Command} */
  create(kind, members, title) {
    const conversationId = kind === 'group' ? uuidv7(this.#clock.now()) : undefined;
    return this.#command('create', { conversationId, kind, members, title });
  }

  /** @param {{contentType?: string, encrypted?: boolean, replyTo?: number}} [more] @returns {Command} */
  send(conversationId, content, more = {}) {
    const { contentType, encrypted, replyTo } = more;
    return this.#command('send', { conversationId, content, contentType, encrypted, replyTo });
  }

  edit(conversationId, target, content) {
    return this.#command('edit', { conversationId, target, content });
  }

  delete(conversationId, target) {
    return this.#command('delete', { conversationId, target });
  }

  react(conversationId, target, reaction, remove) {
    return this.#command('react', { conversationId, target, reaction, remove });
  }

  add(conversationId, members) {
    return this.#command('add', { conversationId, members });
  }

  /** Removes members; removing oneself is leaving. */
  remove(conversationId, members) {
    return this.#command('remove', { conversationId, members });
  }

  rename(conversationId, title) {
    return this.#command('rename', { conversationId, title });
  }

  /** Sends a failed command again, under its old id. */
  retry(id) {
    this.#outbox.retry(id);
  }

  /** Forgets a command. One that was sent may still take effect. */
  discard(id) {
    this.#outbox.discard(id);
  }

  // ---- requests

  /** Asks for `opened`, then presence, typing and read marks; renewed after every reconnect until `close`. */
  open(conversationId) {
    if (this.#opens.has(conversationId)) return;
    this.#opens.set(conversationId, new Alarm(this.#clock, () => this.#sendOpen(conversationId)));
    this.#sendOpen(conversationId);
  }

  close(conversationId) {
    if (!this.#forgetOpen(conversationId)) return;
    this.#connection.send({ type: 'close', conversationId });
    this.#forgetPresence(conversationId);
  }

  /**
   * A page of history: the newest events, or those before or after a sequence. Asked again over lost connections until
   * there is an answer. `background`: nobody waits for it, so it queues with the gap repairs.
   * @returns {Promise<{events: object[], head: number, complete: boolean, more: boolean}>}
   */
  async history(conversationId, { before, after, through, limit, background } = {}) {
    const frame = { type: 'history', conversationId, before, after, through, limit };
    const answer = await this.#requests.ask(frame, !background);
    this.#streams.learn(conversationId, answer);
    return answer;
  }

  /** Moves the read mark forward; sent a moment later, together with what follows. */
  read(conversationId, sequence) {
    if (this.#streams.read(conversationId, sequence)) this.#reads.soon(300);
  }

  /** Says that the user is typing; more often than every 3 s is left out. */
  typing(conversationId) {
    const now = this.#clock.now();
    if (now - (this.#typedAt.get(conversationId) ?? -Infinity) < 3_000) return;
    this.#typedAt.set(conversationId, now);
    this.#connection.send({ type: 'typing', conversationId });
  }

  /** @param {'online' | 'away'} status */
  setStatus(status) {
    this.#status = status;
    this.#connection.send({ type: 'status', status });
  }

  /** @param {'apns' | 'fcm'} platform @returns {boolean} whether it was sent */
  device(platform, token, remove) {
    return this.#connection.send({ type: 'device', platform, token, remove });
  }

  // ---- the session

  #ready(frame) {
    this.#userId = frame.userId;
    this.#streams.connected(frame.userId);
    this.#outbox.connected(frame.userId);
    if (this.#status) this.#connection.send({ type: 'status', status: this.#status });
  }

  #down(code) {
    this.#streams.disconnected();
    this.#requests.disconnected();
    this.#outbox.disconnected(code);
    this.#presence.clear();
    for (const alarm of this.#opens.values()) alarm.clear();
  }

  #frame(frame) {
    switch (frame.type) {
      case 'inbox':
        return this.#inbox(frame);
      case 'event':
        this.#outbox.settle(frame);
        return this.#streams.event(frame);
      case 'accepted':
        return this.#outbox.accepted(frame);
      case 'rejected':
        return this.#rejected(frame);
      case 'history':
        return this.#requests.answered(frame);
      case 'opened':
        return this.#opened(frame);
      case 'presence':
        this.#presence.set(frame.userId, { status: frame.status, lastSeenAt: frame.lastSeenAt ?? null });
        return this.emit('presence', frame);
      case 'read':
        this.#streams.get(frame.conversationId)?.marks(frame.reads);
        return this.emit('read', frame);
      case 'typing':
      case 'goaway':
        return this.emit(frame.type, frame);
      default:
        return undefined; // of a later version
    }
  }

  #inbox(frame) {
    const whole = this.#streams.inbox(frame);
    if (!whole) return;
    // A whole inbox in mid-session is as good as a new connection: outcomes may have got lost.
    if (whole === 'again') this.#outbox.hurry();
    this.#requests.connected();
    this.#streams.resume();
    for (const conversationId of this.#opens.keys()) this.#sendOpen(conversationId);
    this.#sendReads();
    this.#outbox.flush();
    if (whole === 'again') return;
    this.#connection.synced();
    this.emit('synced');
  }

  // ---- open conversations

  #sendOpen(conversationId) {
    if (!this.#streams.whole || !this.#connection.send({ type: 'open', conversationId })) return;
    this.#opens.get(conversationId)?.set(this.#limits.request); // asked again if it isn't answered
  }

  #opened(frame) {
    this.#opens.get(frame.conversationId)?.clear();
    this.#streams.opened(frame);
    this.emit('opened', frame);
  }

  #forgetOpen(conversationId) {
    this.#opens.get(conversationId)?.clear();
    return this.#opens.delete(conversationId);
  }

  #forgetPresence(conversationId) {
    const members = this.#streams.get(conversationId)?.members?.keys() ?? [];
    const others = [...this.#opens.keys()].map((id) => this.#streams.get(id)?.members);
    for (const userId of members) {
      if (!others.some((known) => known?.has(userId))) this.#presence.delete(userId);
    }
  }

  #sendReads() {
    if (!this.#streams.whole) return; // sent when it is
    for (const conversation of this.#streams.all()) {
      const { id, read } = conversation;
      if (read <= Math.max(conversation.readSaid, conversation.base.read)) continue;
      if (this.#connection.send({ type: 'read', conversationId: id, sequence: read })) conversation.readSaid = read;
    }
  }

  #rejected(frame) {
    if (frame.id !== undefined && this.#outbox.rejected(frame)) return;
    if (frame.ref !== undefined && this.#requests.rejected(frame)) return;
    const { conversationId } = frame;
    if (frame.id === undefined && this.#opens.get(conversationId)?.pending) {
      const alarm = this.#opens.get(conversationId);
      if (RETRYABLE.has(frame.code)) alarm.set(frame.retryAfterMs ?? 1_000);
      else alarm.clear();
    }
    if (frame.code === 'not_a_member') this.#streams.doubt(conversationId);
    this.emit('rejected', frame);
  }

  #command(type, fields) {
    return this.#outbox.add({ type, id: this.#newId(), ...fields });
  }
}

/** Where each conversation stands, and what brings it forward: the inbox, live events, and history for the gaps. */
class Streams {
  #o;
  #userId = null;
  #conversations = new Map();
  #left = new Map(); // conversation → last sequence handed out: what repeats of it must not start again
  #staged = new Map(); // entries of an inbox that isn't whole yet; null once it is
  #held = []; // events that came before the inbox was whole
  #listed = new Set(); // conversations in the run of inbox frames since the last event
  #changesUnmarked = false; // whether this server sends changes without `last: true`

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

  caughtUp(conversationId) {
    return this.whole && this.get(conversationId)?.lacking() !== true;
  }

  connected(userId) {
    this.disconnected();
    this.#userId = userId;
  }

  disconnected() {
    this.#staged = new Map();
    this.#held = [];
    this.#listed.clear();
    this.#changesUnmarked = false;
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
    this.#check(conversation, this.#o.limits.gap);
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
    if (conversation) this.#repair(conversation, true);
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
    if (!this.#isWhole(listed)) return null;
    this.#announcedAgain(listed);
    return 'again';
  }

  /**
   * Whether this run of frames in mid-session was a whole inbox. `last: true` says so, unless the server puts it on
   * changes as well: as long as that isn't known, a list that lacks most conversations is taken for changes.
   */
  #isWhole(listed) {
    return this.#changesUnmarked || listed.size === 0 || listed.size * 2 >= this.#conversations.size;
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
      if (!listed.has(conversation.id)) this.#repair(conversation, true);
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
    if (this.whole && this.#listed.size > 0) this.#changesUnmarked = true;
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

  #patience(conversation) {
    return conversation.large ? this.#o.limits.largeGap * this.#o.random() : this.#o.limits.gap;
  }

  /** Repairs a gap between events at once, and a head without its events if they don't come by themselves in time. */
  #check(conversation, patience) {
    if (this.#staged || this.#conversations.get(conversation.id) !== conversation) return;
    if (!conversation.lacking()) conversation.pull.clear();
    else if (conversation.gapped() || patience === 0) this.#repair(conversation);
    else conversation.pull.soon(patience);
  }

  /** Reads what is missing, page by page. @param {boolean} [probe] asks even if nothing is: am I a member? */
  async #repair(conversation, probe = false) {
    if (conversation.repairing) return;
    conversation.repairing = true;
    conversation.pull.clear();
    conversation.anchor();
    const { id } = conversation;
    for (let pause = 250; ;) {
      if (this.#conversations.get(id) !== conversation || (!probe && !conversation.lacking())) break;
      if (conversation.target() - conversation.position > this.#o.limits.catchUp) {
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

/**
 * One conversation: what was handed out, what waits behind a gap, and how much is unread.
 *
 * `position` is the last sequence handed out. It is null for a conversation that the user was just added to, until the
 * first event says where the stream starts: its entry's head may or may not count that event already.
 */
class Conversation {
  repairing = false;
  pull = null;
  members = null;
  reads = new Map();
  readSaid = 0;
  #buffer = new Map();
  #bound;
  #recent = []; // sequences of the newest messages by others
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
    this.large = entry.large === true;
    this.base = { head: entry.head ?? 0, read: entry.read ?? 0, unread: entry.unread ?? 0 };
    this.head = Math.max(this.head, this.base.head);
    this.read = Math.max(this.read, this.base.read);
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

  /** The sequence up to which history has to be read: to just below what is here already. */
  target() {
    return this.gapped() ? Math.min(...this.#buffer.keys()) - 1 : this.head;
  }

  /** Takes in an event that is handed out. */
  apply(event, userId) {
    if (event.kind === 'message' && event.senderId !== userId) {
      this.#recent.push(event.sequence);
      if (this.#recent.length > RECENT) this.#recent.shift();
    } else if (event.kind === 'renamed') {
      this.title = event.title ?? this.title;
    } else if (event.kind === 'created' || event.kind === 'added' || event.kind === 'removed') {
      this.#changes.push(event);
      if (event.kind === 'created') this.members = rolesOf(event.members);
      else changeMembers(this.members, event);
    }
  }

  opened(frame) {
    this.members = rolesOf(frame.members);
    for (const event of this.#changes) if (event.sequence > frame.head) changeMembers(this.members, event);
    this.large = frame.large === true;
    this.head = Math.max(this.head, frame.head ?? 0);
    if (frame.title != null) this.title = frame.title;
    this.marks(frame.reads);
  }

  marks(reads) {
    for (const [userId, sequence] of Object.entries(reads ?? {})) {
      this.reads.set(userId, Math.max(sequence, this.reads.get(userId) ?? 0));
    }
  }

  unread() {
    if (this.read >= this.head) return 0;
    if (this.large) return Math.min(this.head - this.read, RECENT);
    // What the server counted up to its head, and what came since; a mark in between only the server can count.
    const counted = this.read >= this.base.head ? 0 : this.base.unread;
    const since = Math.max(this.base.head, this.read);
    return Math.min(counted + this.#recent.filter((sequence) => sequence > since).length, RECENT);
  }

  /** @returns {ConversationView} */
  view() {
    const { id, kind, title, head, read, large, position } = this;
    const members = this.members && new Map(this.members);
    const reads = new Map(this.reads);
    return { conversationId: id, kind, title, head, read, unread: this.unread(), large, position, members, reads };
  }
}

function rolesOf(members) {
  return new Map((members ?? []).map(({ userId, role }) => [userId, role]));
}

function changeMembers(members, event) {
  for (const userId of members ? (event.members ?? []) : []) {
    if (event.kind === 'removed') members.delete(userId);
    else if (event.kind === 'added' && !members.has(userId)) members.set(userId, 'member');
  }
  if (event.newOwner && members?.has(event.newOwner)) members.set(event.newOwner, 'owner');
}

/**
 * Commands whose outcome hasn't been seen, in the order in which they were made, and failed ones until they are
 * retried or discarded. Within a conversation nothing overtakes a command that waits for a second try.
 */
class Outbox {
  #o;
  #commands = new Map();
  #frames = new TextEncoder();
  #alarm;
  #userId = null;
  #up = false;

  constructor(options) {
    this.#o = options;
    this.#alarm = new Alarm(options.clock, () => this.flush());
    for (const kept of options.store?.load() ?? []) {
      const command = this.#newCommand(kept.frame, kept.createdAt);
      command.firstSentAt = kept.firstSentAt ?? null;
      if (kept.error) this.#fail(command, new ParleyError(kept.error.code, kept.error.message));
      this.#commands.set(command.id, command);
    }
  }

  list() {
    return [...this.#commands.values()];
  }

  add(frame) {
    const command = this.#newCommand(JSON.parse(JSON.stringify(frame)), this.#o.clock.now());
    this.#commands.set(command.id, command);
    // The server would close the connection for it, again and again.
    if (this.#frames.encode(JSON.stringify(frame)).length > this.#o.limits.frameBytes) {
      this.#fail(command, new ParleyError('too_large'));
    }
    this.#tell(command);
    this.flush();
    return command;
  }

  connected(userId) {
    this.#userId = userId;
    this.#up = true;
    this.#requeue();
    this.flush();
  }

  /** Outcomes may have got lost: what doesn't get its own soon is sent again. */
  hurry() {
    const soon = this.#o.clock.now() + this.#o.limits.hurry;
    for (const command of this.list()) command.deadline = Math.min(command.deadline, soon);
    this.flush();
  }

  disconnected(code) {
    this.#up = false;
    this.#alarm.clear();
    if (code === 1009) this.#blameLargest();
    this.#requeue();
  }

  /** Sends what may be sent now, in order, and sets the alarm for the rest. */
  flush() {
    if (!this.#up) return;
    const now = this.#o.clock.now();
    const waiting = new Set(); // conversations in which an older command waits
    const changed = [];
    let wake = Infinity;
    let inFlight = this.list().filter((command) => command.state === 'sent').length;
    for (const command of this.list()) {
      const lane = command.conversationId ?? command.id;
      if (command.state === 'failed') continue;
      if (command.state !== 'queued' && now < command.deadline) {
        wake = Math.min(wake, command.deadline);
        continue;
      }
      if (command.state === 'sent') inFlight -= 1;
      if (command.firstSentAt !== null && now - command.firstSentAt > this.#o.limits.idMemory) {
        // If it took effect, catching up finds it; if that is over and it wasn't there, the user has to decide.
        if (!this.#o.settled(lane)) continue;
        this.#fail(command, new ParleyError('expired', 'No outcome within the time that ids are remembered'));
        changed.push(command);
        continue;
      }
      if (command.notBefore > now) wake = Math.min(wake, command.notBefore);
      if (command.notBefore > now || waiting.has(lane) || inFlight >= this.#o.limits.inFlight) {
        waiting.add(lane);
        continue;
      }
      if (!this.#o.transmit(command.frame)) break;
      inFlight += 1;
      command.firstSentAt ??= now;
      command.deadline = now + this.#o.limits.command * 2 ** Math.min(command.tries++, 6);
      wake = Math.min(wake, command.deadline);
      if (command.state === 'queued') {
        command.state = 'sent';
        changed.push(command);
      }
    }
    if (wake < Infinity) this.#alarm.set(wake - now);
    for (const command of changed) this.#tell(command);
  }

  accepted(frame) {
    const command = this.#commands.get(frame.id);
    if (!command || command.state === 'failed') return;
    command.state = 'accepted';
    command.deadline = this.#o.clock.now() + this.#o.limits.command * 2 ** Math.min(command.tries, 6);
    command.conversationId = frame.conversationId ?? command.conversationId;
    this.#tell(command);
    this.flush();
  }

  /** @returns {boolean} whether it was about a command of ours */
  rejected(frame) {
    const command = this.#commands.get(frame.id);
    if (!command) return false;
    if (command.state === 'failed') return true; // refusals may repeat
    if (RETRYABLE.has(frame.code)) {
      command.state = 'queued';
      command.notBefore = this.#o.clock.now() + Math.max(frame.retryAfterMs ?? 1_000, 50);
    } else {
      this.#fail(command, new ParleyError(frame.code, frame.message));
    }
    this.#tell(command);
    this.flush();
    return true;
  }

  /** Takes an event, from wherever it came, as the outcome of the command that it answers, if it is ours. */
  settle(event) {
    const command = this.#answeredBy(event);
    if (!command) return;
    this.#commands.delete(command.id);
    Object.assign(command, { state: 'done', event, error: null, conversationId: event.conversationId });
    command.resolve(event);
    this.#tell(command);
    this.flush();
  }

  retry(id) {
    const command = this.#commands.get(id);
    if (command?.state !== 'failed') return;
    this.#promise(command);
    Object.assign(command, { state: 'queued', error: null, notBefore: 0, tries: 0, firstSentAt: null });
    this.#tell(command);
    this.flush();
  }

  discard(id) {
    if (this.#commands.delete(id)) this.#save();
    this.flush();
  }

  #answeredBy(event) {
    const command = event.senderId === this.#userId ? this.#commands.get(event.id) : undefined;
    if (command || event.kind !== 'created' || event.conversationKind !== 'direct') return command;
    // A direct conversation exists once: a second `create` is answered with the event of the first, whoever sent it.
    const members = (event.members ?? []).map((member) => member.userId);
    const asksFor = ({ type, kind, members: [peer] = [] }) =>
      type === 'create' && kind === 'direct' && members.includes(peer) && members.includes(this.#userId);
    return this.list().find(({ frame }) => asksFor(frame));
  }

  #newCommand(frame, createdAt) {
    const { id, type, conversationId = null } = frame;
    const command = { id, type, conversationId, frame, state: 'queued', error: null, event: null, createdAt };
    Object.assign(command, { firstSentAt: null, notBefore: 0, deadline: 0, tries: 0 });
    return this.#promise(command);
  }

  #promise(command) {
    command.outcome = new Promise((resolve, reject) => Object.assign(command, { resolve, reject }));
    command.outcome.catch(() => {}); // it is also told by `command`
    return command;
  }

  #fail(command, error) {
    command.state = 'failed';
    command.error = error;
    command.reject(error);
  }

  #requeue() {
    for (const command of this.list()) {
      if (command.state !== 'sent' && command.state !== 'accepted') continue;
      Object.assign(command, { state: 'queued', tries: 0 });
      this.#tell(command);
    }
  }

  /** The server found a frame too large and hung up: the longest one in flight it must have been. */
  #blameLargest() {
    const size = ({ frame }) => JSON.stringify(frame).length;
    const flying = this.list().filter((command) => command.state === 'sent');
    const largest = flying.sort((a, b) => size(b) - size(a))[0];
    if (!largest) return;
    this.#fail(largest, new ParleyError('too_large'));
    this.#tell(largest);
  }

  #tell(command) {
    this.#save();
    this.#o.changed(command);
  }

  #save() {
    const kept = ({ frame, createdAt, firstSentAt, error }) => ({
      frame,
      createdAt,
      firstSentAt,
      error: error && { code: error.code, message: error.message },
    });
    this.#o.store?.save(this.list().map(kept));
  }
}

/** Questions that are answered under their `ref`: bounded in number, and asked again until there is an answer. */
class Requests {
  #o;
  #waiting = [];
  #asked = new Map();
  #lastRef = 0;
  #up = false;
  #pause;

  constructor(options) {
    this.#o = options;
    this.#pause = new Alarm(options.clock, () => this.#pump());
  }

  /** @param {boolean} urgent somebody looks at a screen and waits: goes first, and doesn't count towards the bound */
  ask(frame, urgent) {
    return new Promise((resolve, reject) => {
      const request = { frame, urgent, resolve, reject, alarm: null };
      if (urgent) this.#waiting.unshift(request);
      else this.#waiting.push(request);
      this.#pump();
    });
  }

  connected() {
    this.#up = true;
    this.#pump();
  }

  disconnected() {
    this.#up = false;
    this.#pause.clear();
    for (const ref of [...this.#asked.keys()].reverse()) this.#waiting.unshift(this.#take(ref));
  }

  answered(frame) {
    const request = this.#take(frame.ref);
    if (!request) return;
    request.resolve({ ...frame, events: frame.events ?? [] });
    this.#pump();
  }

  /** @returns {boolean} whether it was about a question of ours */
  rejected(frame) {
    const request = this.#take(frame.ref);
    if (!request) return false;
    if (RETRYABLE.has(frame.code)) {
      this.#waiting.unshift(request);
      this.#pause.set(Math.max(frame.retryAfterMs ?? 1_000, 50));
    } else {
      request.reject(new ParleyError(frame.code, frame.message));
      this.#pump();
    }
    return true;
  }

  refuseAll(error) {
    this.disconnected();
    for (const request of this.#waiting.splice(0)) request.reject(error);
  }

  #take(ref) {
    const request = this.#asked.get(ref);
    this.#asked.delete(ref);
    request?.alarm.clear();
    return request;
  }

  #pump() {
    if (!this.#up || this.#pause.pending) return;
    let background = [...this.#asked.values()].filter((request) => !request.urgent).length;
    const later = [];
    for (const request of this.#waiting.splice(0)) {
      if (!request.urgent && background >= this.#o.limits.parallelRepairs) {
        later.push(request);
        continue;
      }
      const ref = `r${++this.#lastRef}`;
      request.alarm = new Alarm(this.#o.clock, () => {
        this.#waiting.unshift(this.#take(ref));
        this.#pump();
      });
      if (!this.#o.transmit({ ...request.frame, ref })) {
        later.push(request);
        continue;
      }
      request.alarm.set(this.#o.limits.request);
      this.#asked.set(ref, request);
      if (!request.urgent) background += 1;
    }
    this.#waiting.push(...later);
  }
}

/** One socket at a time, for ever: connects, notices death, waits with jitter, connects again. */
class Connection {
  #o;
  #state = { phase: 'stopped', attempt: 0, retryAt: null, reason: null, code: null, sessionId: null };
  #socket = null;
  #current = 0; // which connection counts: what an older socket or token says is ignored
  #running = false;
  #ready = false;
  #readyAt = 0;
  #heardAt = 0;
  #heartbeat = 0;
  #attempt = 0;
  #renew = false;
  #notBefore = 0; // if not 0: the server asked to stay away until then
  #leave;
  #retry;
  #patience; // for `ready`, then for an answer to `ping`
  #beat;
  #renewal;

  constructor(options) {
    this.#o = options;
    const alarm = (ring) => new Alarm(options.clock, ring);
    this.#retry = alarm(() => this.#connect());
    this.#patience = alarm(() => this.#lost('The server does not answer', null));
    this.#beat = alarm(() => this.#listen());
    this.#renewal = alarm(() => this.#renewToken());
    this.#leave = alarm(() => this.#lost('The server is going away', 1001));
  }

  get state() {
    return this.#state;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#attempt = 0;
    this.#renew = false;
    this.#connect();
  }

  stop(phase = 'stopped', reason = null) {
    this.#running = false;
    this.#drop(1000);
    this.#enter({ phase, attempt: 0, retryAt: null, reason, code: null, sessionId: null });
  }

  /** @returns {boolean} whether there is a session that it was handed to */
  send(frame) {
    if (!this.#ready || this.#socket.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  nudge() {
    if (this.#state.phase === 'waiting' && this.#o.clock.now() >= this.#notBefore) this.#connect();
    else if (this.#ready) this.#ping();
  }

  /** The inbox is whole. */
  synced() {
    if (this.#ready) this.#enter({ phase: 'online' });
  }

  async #connect() {
    const mine = ++this.#current;
    this.#retry.clear();
    this.#notBefore = 0;
    this.#patience.set(this.#o.limits.connect);
    this.#enter({ phase: 'connecting', retryAt: null });
    try {
      const token = await this.#o.token({ renew: this.#renew });
      if (mine !== this.#current) return;
      const socket = new this.#o.WebSocket(this.#o.url, [SUBPROTOCOL, `bearer.${token}`]);
      this.#socket = socket;
      socket.onmessage = ({ data }) => mine === this.#current && this.#heard(data, token);
      socket.onclose = ({ code, reason }) => mine === this.#current && this.#lost(reason || 'Disconnected', code);
      socket.onerror = () => {}; // a close follows
    } catch (error) {
      if (mine !== this.#current) return;
      if (error?.fatal) this.stop('failed', error.message);
      else this.#lost(error?.message ?? String(error), null);
    }
  }

  #heard(data, token) {
    this.#heardAt = this.#o.clock.now();
    if (this.#ready) this.#patience.clear();
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame?.type === 'ready') {
      if (!this.#ready) this.#begin(frame, token);
      this.#enter({ phase: 'syncing', sessionId: frame.sessionId });
      this.#o.onReady(frame);
    } else if (frame?.type) {
      if (frame.type === 'goaway') this.#goAway(frame);
      this.#o.onFrame(frame);
    }
  }

  #begin(frame, token) {
    this.#ready = true;
    this.#readyAt = this.#heardAt;
    this.#patience.clear();
    this.#heartbeat = Math.min(this.#o.limits.heartbeat, (frame.heartbeatSeconds || Infinity) * 1_000);
    this.#beat.set(this.#heartbeat);
    this.#planRenewal(token);
  }

  /** Pings after a silence. Timers may be late (a hidden tab, a sleeping machine): only an unanswered ping is death. */
  #listen() {
    const silence = this.#o.clock.now() - this.#heardAt;
    if (silence >= this.#heartbeat) this.#ping();
    this.#beat.set(silence >= this.#heartbeat ? this.#heartbeat : this.#heartbeat - silence);
  }

  #ping() {
    if (this.send({ type: 'ping' })) this.#patience.soon(this.#o.limits.pong);
  }

  #goAway(frame) {
    const wait = Math.max(0, Number(frame.reconnectAfterMs) || 0);
    this.#notBefore = this.#o.clock.now() + wait;
    this.#leave.set(wait); // until then the session may go on
  }

  #lost(reason, code) {
    const now = this.#o.clock.now();
    this.#renew = code === 4401 || !this.#ready;
    if (this.#ready && now - this.#readyAt >= this.#o.limits.stable) this.#attempt = 0;
    this.#drop(1000, code);
    if (!this.#running) return;
    const most = Math.min(this.#o.limits.maxBackoff, this.#o.limits.backoff * 2 ** this.#attempt);
    // A wait that the server asked for is jittered already.
    const invited = this.#notBefore > 0 ? Math.max(0, this.#notBefore - now) : null;
    const wait = invited ?? most / 2 + (this.#o.random() * most) / 2;
    this.#attempt += 1;
    this.#enter({ phase: 'waiting', attempt: this.#attempt, retryAt: now + wait, reason, code, sessionId: null });
    this.#retry.set(wait);
  }

  #drop(closeWith, code = null) {
    this.#current += 1;
    const socket = this.#socket;
    const wasReady = this.#ready;
    this.#socket = null;
    this.#ready = false;
    for (const alarm of [this.#retry, this.#patience, this.#beat, this.#renewal, this.#leave]) alarm.clear();
    if (socket && socket.readyState < 2) socket.close(closeWith); // a dead peer's answer isn't waited for
    if (wasReady) this.#o.onDown(code);
  }

  #planRenewal(token) {
    const left = lifetimeOf(token, this.#o.clock.now());
    if (left !== null) this.#renewal.set(Math.max(left * 0.8, 60_000));
  }

  async #renewToken() {
    const mine = this.#current;
    try {
      const token = await this.#o.token({ renew: true });
      if (mine !== this.#current || !this.send({ type: 'auth', token })) return;
      this.#planRenewal(token);
    } catch {
      // At expiry the server closes with 4401, and connecting asks again.
    }
  }

  #enter(change) {
    this.#state = { ...this.#state, ...change };
    this.#o.onState(this.#state);
  }
}

/** Milliseconds for which the token is still good, or null if it doesn't say; `iat` guards against our wrong clock. */
function lifetimeOf(token, now) {
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const { exp, iat } = JSON.parse(atob(payload));
    const left = Math.min(exp * 1_000 - now, iat ? (exp - iat) * 1_000 : Infinity);
    return Number.isFinite(left) ? left : null;
  } catch {
    return null;
  }
}

/** A timer that can be set again and asked whether it runs. */
class Alarm {
  #clock;
  #ring;
  #handle = null;

  constructor(clock, ring) {
    this.#clock = clock;
    this.#ring = ring;
  }

  get pending() {
    return this.#handle !== null;
  }

  set(ms) {
    this.clear();
    const run = () => {
      this.#handle = null;
      this.#ring();
    };
    this.#handle = this.#clock.setTimeout(run, Math.min(Math.max(ms, 0), 0x7fffffff));
  }

  /** Sets it unless it runs. */
  soon(ms) {
    if (!this.pending) this.set(ms);
  }

  clear() {
    if (this.pending) this.#clock.clearTimeout(this.#handle);
    this.#handle = null;
  }
}
