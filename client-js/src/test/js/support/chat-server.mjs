import { createHash } from 'node:crypto';

/**
 * A chat server in memory that speaks the protocol, without a transport: a
 * session is a function to call with what the client sent, and a function that is called with what to send. It serves
 * the development server and, with its faults turned on, the fuzz test of the client.
 */

const ID = /^[A-Za-z0-9_.:@-]{1,64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PREVIEWED = 140; // characters
const NAMED = 20; // of those who gave a reaction

/** What can go wrong; a server without faults uses this. */
const NO_FAULTS = {
  refusal: () => null, // a code with which to refuse this frame for now, `unavailable!` if it takes effect all the same
  storeReach: (conversation) => conversation.head, // up to where the store has it
  delivers: () => true, // whether this session's deliveries arrive at its gateway
};

export class ChatServer {
  sessions = new Set();
  #conversations = new Map();
  #watchers = new Map(); // user → sessions that want to know whether they are there
  #lastSeen = new Map();
  #sessionCount = 0;

  /** @param {{clock: object, largeFrom?: number, hintEvery?: number, inboxPage?: number, faults?: object}} options */
  constructor({ clock, largeFrom = 101, hintEvery = 10_000, maxMembers = 1_000, inboxPage = 200, faults = {} }) {
    Object.assign(this, { clock, largeFrom, hintEvery, maxMembers, inboxPage });
    this.faults = { ...NO_FAULTS, ...faults };
  }

  conversation(id) {
    return this.#conversations.get(id);
  }

  conversations() {
    return [...this.#conversations.values()];
  }

  conversationsOf(userId) {
    return this.conversations().filter((conversation) => conversation.roster.has(userId));
  }

  /** A page of the inbox, the newest first. @param before the cursor of the page before it */
  inboxOf(userId, limit, before) {
    const place = ({ activeAt, conversationId }) => `${9e15 - Date.parse(activeAt)} ${conversationId}`;
    const entries = this.conversationsOf(userId)
      .map((conversation) => this.entry(conversation, userId))
      .sort((a, b) => (place(a) < place(b) ? -1 : 1))
      .filter((entry) => before === undefined || place(entry) > atob(before));
    const page = entries.slice(0, limit);
    const more = entries.length > limit || undefined;
    return { conversations: page, more, cursor: more && btoa(place(page.at(-1))) };
  }

  sessionsOf(userId) {
    return [...this.sessions].filter((session) => session.userId === userId);
  }

  /** @param {(frame: object) => void} send @param {(code: number, reason: string) => void} hangUp */
  connect(userId, send, hangUp) {
    const session = new Session(this, userId, `session-${++this.#sessionCount}`, send, hangUp);
    this.sessions.add(session);
    session.begin();
    if (this.sessionsOf(userId).length === 1) this.#presenceChanged(userId);
    return session;
  }

  disconnected(session) {
    if (!this.sessions.delete(session)) return;
    for (const watchers of this.#watchers.values()) watchers.delete(session);
    if (this.sessionsOf(session.userId).length) return;
    this.#lastSeen.set(session.userId, this.#timestamp());
    this.#presenceChanged(session.userId);
  }

  presenceFrame(userId) {
    const sessions = this.sessionsOf(userId);
    const here = sessions.some((session) => session.status === 'online') ? 'online' : 'away';
    const status = sessions.length ? here : 'offline';
    const lastSeenAt = status === 'offline' ? this.#lastSeen.get(userId) : undefined;
    return { type: 'presence', userId, status, lastSeenAt };
  }

  watch(session, userIds) {
    for (const userId of userIds) {
      if (!this.#watchers.has(userId)) this.#watchers.set(userId, new Set());
      this.#watchers.get(userId).add(session);
      session.send(this.presenceFrame(userId));
    }
  }

  statusChanged(userId) {
    this.#presenceChanged(userId);
  }

  #presenceChanged(userId) {
    const frame = this.presenceFrame(userId);
    for (const session of this.#watchers.get(userId) ?? []) {
      const shares = [...session.opened].some((id) => this.conversation(id)?.roster.has(userId));
      if (shares) session.send(frame);
    }
  }

  // ---- commands

  /** Decides a command. @returns {{conversationId: string, refused?: string, message?: string}} */
  decide(userId, command) {
    const conversationId = command.type === 'create' ? idOfNew(userId, command) : command.conversationId;
    const conversation = this.#conversations.get(conversationId);
    const repeat = conversation?.commands.get(`${userId} ${command.id}`);
    if (repeat && (conversation.roster.has(userId) || conversation.events[repeat - 1].kind === 'removed')) {
      for (const session of this.sessionsOf(userId)) session.deliver(asItStands(conversation, repeat));
      return { conversationId };
    }
    const decision = this.#decide(userId, command, conversation, conversationId);
    return { conversationId, ...decision };
  }

  #decide(userId, command, conversation, conversationId) {
    if (command.type === 'create') return this.#create(userId, command, conversation, conversationId);
    if (!conversation?.roster.has(userId)) return { refused: 'not_a_member' };
    const { roster, kind } = conversation;
    if (command.type === 'send') {
      const { content, contentType = 'text/plain', encrypted = false, replyTo } = command;
      this.#append(conversation, userId, command.id, { kind: 'message', content, contentType, encrypted, replyTo });
      return {};
    }
    const owner = roster.get(userId).role === 'owner';
    if (ABOUT_MESSAGES.has(command.type)) return this.#change(conversation, userId, owner, command);
    if (kind === 'direct') return { refused: 'forbidden', message: 'A direct conversation never changes' };
    if (command.type === 'rename') {
      if (!owner) return { refused: 'forbidden', message: 'Only an owner renames a group' };
      conversation.title = command.title;
      this.#append(conversation, userId, command.id, { kind: 'renamed', title: command.title });
      return {};
    }
    const named = [...new Set(command.members)];
    if (command.type === 'role') return this.#changeRole(conversation, userId, owner, command.id, named, command.role);
    if (command.type === 'add') {
      const members = named.filter((member) => !roster.has(member));
      if (!owner) return { refused: 'forbidden', message: 'Only an owner adds members' };
      if (!members.length) return { refused: 'no_change', message: 'All of them are members' };
      if (roster.size + members.length > this.maxMembers) return { refused: 'too_many_members' };
      this.#append(conversation, userId, command.id, { kind: 'added', members });
      return {};
    }
    const members = named.filter((member) => roster.has(member));
    if (!owner && named.some((member) => member !== userId))
      return { refused: 'forbidden', message: 'Only an owner removes others' };
    if (!members.length) return { refused: 'no_change', message: 'None of them is a member' };
    const staying = [...roster].filter(([member]) => !members.includes(member));
    const newOwner = staying.some(([, { role }]) => role === 'owner') ? undefined : staying[0]?.[0];
    this.#append(conversation, userId, command.id, { kind: 'removed', members, newOwner });
    return {};
  }

  #changeRole(conversation, userId, owner, id, named, role) {
    const { roster } = conversation;
    if (!owner) return { refused: 'forbidden', message: 'Only an owner gives roles' };
    const members = named.filter((member) => roster.has(member) && roster.get(member).role !== role);
    if (!members.length) return { refused: 'no_change', message: 'They have that role' };
    const owners = [...roster].filter(([, known]) => known.role === 'owner').map(([member]) => member);
    if (role === 'member' && owners.every((member) => members.includes(member)))
      return { refused: 'forbidden', message: 'A group has an owner' };
    this.#append(conversation, userId, id, { kind: 'roleChanged', members, role });
    return {};
  }

  #change(conversation, userId, owner, { type, id, target, content, reaction, remove }) {
    const message = asItStands(conversation, target);
    if (message?.kind !== 'message' || message.deleted) return { refused: 'no_such_message' };
    const mine = message.senderId === userId;
    if (type === 'edit') {
      if (!mine) return { refused: 'forbidden', message: 'Only its sender edits a message' };
      this.#append(conversation, userId, id, { kind: 'edited', target, content });
    } else if (type === 'delete') {
      if (!mine && !owner) return { refused: 'forbidden', message: 'Only its sender or an owner deletes a message' };
      this.#append(conversation, userId, id, { kind: 'deleted', target });
    } else {
      const given = reactionsAt(conversation, target).some(
        (known) => known.reaction === reaction && known.userIds.includes(userId),
      );
      if (given === (remove !== true)) return { refused: 'no_change', message: 'It is so already' };
      this.#append(conversation, userId, id, { kind: 'reacted', target, reaction, removed: remove === true });
    }
    return {};
  }

  #create(userId, { id, kind, members, title }, existing, conversationId) {
    if (existing && kind === 'direct') {
      for (const session of this.sessionsOf(userId)) session.deliver(existing.events[0]);
      return {};
    }
    if (existing) return { refused: 'conversation_exists' };
    const conversation = {
      id: conversationId,
      kind,
      title: title ?? null,
      large: false,
      events: [],
      roster: new Map(),
      commands: new Map(),
      reads: new Map(),
      lastHint: -Infinity,
      hint: null,
      get head() {
        return this.events.length;
      },
    };
    this.#conversations.set(conversationId, conversation);
    const others = [...new Set(members)].filter((member) => member !== userId);
    const roles = [
      { userId, role: kind === 'group' ? 'owner' : 'member' },
      ...others.map((member) => ({ userId: member, role: 'member' })),
    ];
    this.#append(conversation, userId, id, { kind: 'created', conversationKind: kind, members: roles, title });
    return {};
  }

  #timestamp(atLeast = 0) {
    return new Date(Math.max(this.clock.now(), atLeast)).toISOString();
  }

  #append(conversation, senderId, id, fields) {
    const sequence = conversation.head + 1;
    const before = conversation.events.at(-1);
    const sentAt = this.#timestamp(before ? Date.parse(before.sentAt) : 0);
    const event = { type: 'event', conversationId: conversation.id, sequence, id, senderId, sentAt, ...fields };
    conversation.events.push(event);
    conversation.commands.set(`${senderId} ${id}`, sequence);
    const { roster } = conversation;
    const leaving = event.kind === 'removed' ? event.members : [];
    const joining = event.kind === 'created' ? event.members : event.kind === 'added' ? asMembers(event.members) : [];
    const recipients = new Set([...roster.keys(), ...joining.map(({ userId }) => userId)]);
    for (const { userId, role } of joining) roster.set(userId, { role, joined: sequence });
    for (const userId of leaving) {
      roster.delete(userId);
      conversation.reads.delete(userId);
    }
    if (event.newOwner) roster.get(event.newOwner).role = 'owner';
    if (event.kind === 'roleChanged') for (const userId of event.members) roster.get(userId).role = event.role;
    const mayLower =
      event.kind === 'deleted' && !conversation.large ? roster.keys() : event.kind === 'message' ? [senderId] : [];
    const concerned = [...mayLower].filter((userId) => this.sessionsOf(userId).length);
    const unreadBefore = new Map(
      concerned.map((userId) => [userId, this.entry(conversation, userId, sequence - 1).unread]),
    );
    if (event.kind === 'message') conversation.reads.set(senderId, sequence);
    conversation.large ||= roster.size >= this.largeFrom;
    for (const session of [...this.sessions]) {
      if (!recipients.has(session.userId)) continue;
      if (joining.some(({ userId }) => userId === session.userId)) session.deliverEntry(conversation);
      const live = !conversation.large || session.opened.has(conversation.id) || leaving.includes(session.userId);
      if (live) session.deliver(event);
      const was = unreadBefore.get(session.userId);
      const changed = was !== undefined && was !== this.entry(conversation, session.userId).unread;
      if (changed) session.deliverEntry(conversation);
      if (leaving.includes(session.userId)) session.left(conversation.id);
    }
    if (conversation.large) this.#hint(conversation);
  }

  /** Tells the members of a large group its head, at most so often. */
  #hint(conversation) {
    if (conversation.hint !== null) return;
    const wait = Math.max(0, conversation.lastHint + this.hintEvery - this.clock.now());
    conversation.hint = this.clock.setTimeout(() => {
      conversation.hint = null;
      conversation.lastHint = this.clock.now();
      for (const session of this.sessions) {
        if (conversation.roster.has(session.userId)) session.deliverEntry(conversation);
      }
    }, wait);
  }

  // ---- what is read

  /** @param head as of an earlier head */
  entry(conversation, userId, head = conversation.head) {
    const { id, kind, title, large, roster } = conversation;
    const events = conversation.events.slice(0, head);
    const read = conversation.reads.get(userId) ?? roster.get(userId).joined - 1;
    const deleted = new Set(events.filter((event) => event.kind === 'deleted').map(({ target }) => target));
    const counts = (event) => event.kind === 'message' && event.senderId !== userId && !deleted.has(event.sequence);
    const unread = Math.min(events.slice(read).filter(counts).length, 100);
    const peer = kind === 'direct' ? [...roster.keys()].find((member) => member !== userId) : undefined;
    const newest = events.findLast((event) => event.kind === 'message');
    const preview = newest && previewOf(asItStands(conversation, newest.sequence, head));
    return {
      conversationId: id,
      kind,
      title,
      peer,
      head,
      read,
      unread,
      large,
      activeAt: events.at(-1)?.sentAt,
      preview,
    };
  }

  read(userId, { conversationId, sequence }) {
    const conversation = this.#conversations.get(conversationId);
    const mark = Math.min(sequence, conversation.head);
    if (mark <= (conversation.reads.get(userId) ?? 0)) return;
    conversation.reads.set(userId, mark);
    for (const session of this.sessionsOf(userId)) session.deliverEntry(conversation);
    if (conversation.large) return;
    for (const session of this.sessions) {
      if (session.opened.has(conversationId)) session.send({ type: 'read', conversationId, reads: { [userId]: mark } });
    }
  }

  typing(userId, { conversationId, stop }) {
    for (const session of this.sessions) {
      const sees = session.userId !== userId && session.opened.has(conversationId);
      if (sees) session.send({ type: 'typing', conversationId, userId, stopped: stop || undefined });
    }
  }

  async history(session, { ref, conversationId, after, before, around, through, limit = 50 }) {
    const conversation = this.#conversations.get(conversationId);
    const cap = () => Math.min(through ?? Infinity, conversation.head);
    const reach = () => Math.min(this.faults.storeReach(conversation), conversation.head);
    if (through !== undefined) {
      const wanted = after === undefined ? cap() : Math.min(cap(), after + limit);
      for (let waited = 0; waited < 2_000 && reach() < wanted; waited += 25) {
        await new Promise((resume) => this.clock.setTimeout(resume, 25));
      }
    }
    if (!session.knows(conversationId)) {
      session.send({ type: 'rejected', ref, conversationId, code: 'not_a_member', message: 'Not a member' });
      return;
    }
    const end = Math.min(cap(), reach());
    let [from, to] = [end - limit + 1, end];
    if (after !== undefined) [from, to] = [after + 1, Math.min(end, after + limit)];
    else if (around !== undefined) {
      from = Math.max(1, around - Math.floor(limit / 2));
      to = Math.min(end, from + limit - 1);
    } else if (before !== undefined) [from, to] = [Math.min(before - limit, end + 1), Math.min(before - 1, end)];
    const events = conversation.events
      .slice(Math.max(from - 1, 0), Math.max(to, 0))
      .map((event) => fromTheStore(conversation, event));
    const more = after !== undefined || around !== undefined ? to < end : from > 1;
    const complete = reach() >= cap();
    session.send({ type: 'history', ref, conversationId, events, head: conversation.head, complete, more });
  }
}

class Session {
  status = 'online';
  opened = new Set();
  #known = new Set(); // conversations whose entry was sent
  #missed = false;
  #faultyTexts = 0;
  #over = false;

  constructor(server, userId, sessionId, send, hangUp) {
    Object.assign(this, { server, userId, sessionId, transmit: send, hangUp });
  }

  begin() {
    this.send({
      type: 'ready',
      sessionId: this.sessionId,
      userId: this.userId,
      gatewayId: 'memory',
      heartbeatSeconds: 10,
    });
    this.announce();
  }

  /** The whole inbox. */
  announce() {
    const { conversations, more, cursor } = this.server.inboxOf(this.userId, this.server.inboxPage);
    this.#known = new Set(conversations.map((entry) => entry.conversationId));
    for (const id of this.opened) if (!this.#isMember(id)) this.opened.delete(id);
    const half = conversations.splice(0, Math.ceil(conversations.length / 2));
    if (half.length > 1) this.send({ type: 'inbox', conversations: half, last: false });
    else conversations.unshift(...half);
    this.send({ type: 'inbox', conversations, last: true, more, cursor });
  }

  #list({ ref, before, limit = 50 }) {
    const page = this.server.inboxOf(this.userId, limit, before);
    for (const entry of page.conversations) this.#known.add(entry.conversationId);
    this.send({ type: 'inbox', ref, ...page, last: true });
  }

  #isMember(conversationId) {
    return this.server.conversation(conversationId)?.roster.has(this.userId) === true;
  }

  /** Whether the user is a member; a conversation that wasn't told yet is told by its entry. */
  knows(conversationId) {
    if (!this.#isMember(conversationId)) return false;
    if (!this.#known.has(conversationId)) this.deliverEntry(this.server.conversation(conversationId));
    return this.#known.has(conversationId);
  }

  send(frame) {
    if (!this.#over) this.transmit(frame);
  }

  /** An event on the user's delivery stream; lost while the gateway is cut off, until it announces its sessions again. */
  deliver(event) {
    if (!this.#arrives()) return;
    const conversation = this.server.conversation(event.conversationId);
    const untold = !this.#known.has(conversation.id) && this.#isMember(conversation.id);
    if (untold) this.#tell(conversation, event.sequence - 1);
    this.send(event);
  }

  deliverEntry(conversation) {
    if (this.#arrives()) this.#tell(conversation);
  }

  #tell(conversation, head) {
    this.#known.add(conversation.id);
    this.send({ type: 'inbox', conversations: [this.server.entry(conversation, this.userId, head)], last: false });
  }

  left(conversationId) {
    this.opened.delete(conversationId);
    this.#known.delete(conversationId);
  }

  #arrives() {
    if (!this.server.faults.delivers(this)) {
      this.#missed = true;
      return false;
    }
    if (this.#missed) {
      this.#missed = false;
      this.announce();
    }
    return true;
  }

  end() {
    this.#over = true;
    this.server.disconnected(this);
  }

  close(code, reason) {
    this.end();
    this.hangUp(code, reason);
  }

  /** Takes one text frame of the client. */
  receive(text) {
    const frame = parseObject(text);
    if (!frame) {
      this.#faultyTexts += 1;
      this.#reject({}, 'bad_frame', 'Not a JSON object');
      if (this.#faultyTexts >= 10) this.close(4400, 'Too many bad frames');
      return undefined;
    }
    this.#faultyTexts = 0;
    const fault = faultOf(frame);
    if (fault) return this.#reject(frame, 'bad_frame', fault);
    const refusal = this.server.faults.refusal(frame, this);
    if (refusal && frame.type !== 'ping') {
      if (refusal === 'unavailable!') this.#handle(frame);
      return this.#reject(frame, refusal.replace('!', ''), 'Later', 200);
    }
    return this.#handle(frame);
  }

  #handle(frame) {
    const { type, conversationId } = frame;
    if (type === 'ping') return this.send({ type: 'pong' });
    if (COMMANDS.has(type)) return this.#command(frame);
    if (type === 'device' || type === 'auth') return undefined;
    if (type === 'status') return this.#setStatus(frame.status);
    if (type === 'list') return this.#list(frame);
    if (type === 'close') return this.opened.delete(conversationId);
    if (!this.knows(conversationId)) return this.#reject(frame, 'not_a_member', 'Not a member');
    if (type === 'history') return this.server.history(this, frame);
    if (type === 'members') return this.#members(this.server.conversation(conversationId), frame);
    if (type === 'read') return this.server.read(this.userId, frame);
    if (type === 'typing') return this.server.typing(this.userId, frame);
    return this.#open(this.server.conversation(conversationId));
  }

  #command(frame) {
    const { conversationId, refused, message } = this.server.decide(this.userId, frame);
    this.send({ type: 'accepted', id: frame.id, conversationId });
    if (!refused) return;
    for (const session of this.server.sessionsOf(this.userId)) {
      session.#reject({ id: frame.id, conversationId }, refused, message ?? refused);
    }
  }

  #setStatus(status) {
    this.status = status;
    this.server.statusChanged(this.userId);
  }

  #open(conversation) {
    this.opened.add(conversation.id);
    const { id, kind, title, head, roster, large } = conversation;
    const all = [...roster].map(([userId, { role }]) => ({ userId, role }));
    const members = large ? all.slice(0, 100) : all;
    const memberCount = large ? all.length : undefined;
    const reads = large ? undefined : Object.fromEntries(conversation.reads);
    this.send({ type: 'opened', conversationId: id, kind, title, head, members, memberCount, reads, large });
    if (!large) this.server.watch(this, roster.keys());
  }

  #members({ roster }, { ref, conversationId, after = '', limit = 100 }) {
    const later = [...roster].map(([userId, { role }]) => ({ userId, role })).filter(({ userId }) => userId > after);
    later.sort((a, b) => (a.userId < b.userId ? -1 : 1));
    this.send({ type: 'members', ref, conversationId, members: later.slice(0, limit), more: later.length > limit });
  }

  #reject({ id, ref, conversationId }, code, message, retryAfterMs) {
    this.send({ type: 'rejected', id, ref, conversationId, code, message, retryAfterMs });
  }
}

const text = (most) => (value) => typeof value === 'string' && value.length >= 1 && value.length <= most;
const id = (value) => typeof value === 'string' && ID.test(value);
const uuid = (value) => typeof value === 'string' && UUID.test(value);
const count = (value) => Number.isSafeInteger(value) && value >= 0;
const flag = (value) => typeof value === 'boolean';
const users = (value) => Array.isArray(value) && value.length > 0 && value.every(id);
const optional = (check) => Object.assign((value) => value == null || check(value), { optional: true });

const ABOUT_MESSAGES = new Set(['edit', 'delete', 'react']);
const COMMANDS = new Map([
  [
    'create',
    {
      id,
      kind: (kind) => kind === 'direct' || kind === 'group',
      members: (value) => Array.isArray(value) && value.every(id),
      title: optional(text(200)),
    },
  ],
  [
    'send',
    {
      id,
      conversationId: uuid,
      content: text(16_384),
      contentType: optional(text(200)),
      encrypted: optional(flag),
      replyTo: optional(count),
    },
  ],
  ['edit', { id, conversationId: uuid, target: count, content: text(16_384) }],
  ['delete', { id, conversationId: uuid, target: count }],
  ['react', { id, conversationId: uuid, target: count, reaction: text(32), remove: optional(flag) }],
  ['rename', { id, conversationId: uuid, title: text(200) }],
  ['add', { id, conversationId: uuid, members: users }],
  ['remove', { id, conversationId: uuid, members: users }],
  ['role', { id, conversationId: uuid, members: users, role: (role) => role === 'owner' || role === 'member' }],
]);
const FRAMES = new Map([
  ...COMMANDS,
  ['ping', {}],
  ['typing', { conversationId: uuid, stop: optional(flag) }],
  ['status', { status: (status) => status === 'online' || status === 'away' }],
  ['device', { platform: (platform) => platform === 'apns' || platform === 'fcm', token: text(4_096) }],
  ['auth', { token: text(8_192) }],
  [
    'list',
    {
      ref: text(64),
      before: optional(text(100)),
      limit: optional((value) => count(value) && value >= 1 && value <= 200),
    },
  ],
  ['open', { conversationId: uuid }],
  ['close', { conversationId: uuid }],
  ['read', { conversationId: uuid, sequence: count }],
  [
    'history',
    {
      ref: text(64),
      conversationId: uuid,
      after: optional(count),
      before: optional(count),
      around: optional(count),
      through: optional(count),
      limit: optional((value) => count(value) && value >= 1 && value <= 200),
    },
  ],
]);

function faultOf(frame) {
  const fields = FRAMES.get(frame.type);
  if (!fields) return 'Unknown type';
  for (const [name, check] of Object.entries(fields)) if (!check(frame[name])) return `Missing or wrong: ${name}`;
  if (frame.type !== 'create') return null;
  if (frame.kind === 'direct') return frame.members.length === 1 ? null : 'A direct conversation has two members';
  const version = UUID.exec(frame.conversationId)?.[1];
  return version === '4' || version === '7' ? null : 'A group needs a random conversationId';
}

function parseObject(json) {
  try {
    const value = JSON.parse(json);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** An event as it is answered now: of a message its newest text, or that it is gone. */
export function asItStands(conversation, sequence, head = conversation.head) {
  const event = conversation.events[sequence - 1];
  if (event?.kind !== 'message') return event;
  const changes = conversation.events.slice(0, head).filter(({ target }) => target === sequence);
  if (changes.some(({ kind }) => kind === 'deleted')) return { ...event, content: undefined, deleted: true };
  const edit = changes.findLast(({ kind }) => kind === 'edited');
  return edit ? { ...event, content: edit.content, editedSequence: edit.sequence } : event;
}

function previewOf({ content, encrypted, deleted, sequence, senderId, sentAt }) {
  const shown = encrypted || deleted ? undefined : content?.slice(0, PREVIEWED);
  return { sequence, senderId, sentAt, text: shown };
}

/** History has texts only in the messages themselves, and with them their reactions. */
function fromTheStore(conversation, event) {
  if (event.kind === 'edited') return { ...event, content: undefined };
  const standing = asItStands(conversation, event.sequence);
  if (event.kind !== 'message') return standing;
  const reactions = standing.deleted ? [] : reactionsAt(conversation, event.sequence);
  return { ...standing, reactions: reactions.map((given) => ({ ...given, userIds: given.userIds.slice(0, NAMED) })) };
}

function reactionsAt(conversation, sequence) {
  const given = new Map();
  for (const { kind, target, reaction, senderId, removed } of conversation.events) {
    if (kind !== 'reacted' || target !== sequence) continue;
    const others = (given.get(reaction) ?? []).filter((userId) => userId !== senderId);
    const userIds = removed ? others : [...others, senderId];
    if (userIds.length) given.set(reaction, userIds);
    else given.delete(reaction);
  }
  return [...given].map(([reaction, userIds]) => ({ reaction, count: userIds.length, userIds }));
}

function asMembers(userIds) {
  return userIds.map((userId) => ({ userId, role: 'member' }));
}

const NAMESPACE = Buffer.from('8d5a9b0e2c675f3b9a4e0d1c7e6f2b58', 'hex');

/** A direct conversation's id follows from its two members, as docs/protocol.md says. */
function idOfNew(userId, { kind, members, conversationId }) {
  if (kind === 'group') return conversationId;
  const hash = createHash('sha1').update(NAMESPACE).update([userId, members[0]].sort().join(' ')).digest();
  hash[6] = 0x50 | (hash[6] & 0x0f);
  hash[8] = 0x80 | (hash[8] & 0x3f);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
