import { Actions } from './actions.js';
import { CLOCK } from './clock.js';
import { Connection } from './connection.js';
import { directConversationId } from './direct.js';
import { ParleyError } from './error.js';
import { isUserId, uuidv7 } from './ids.js';
import { DEFAULT_LIMITS } from './limits.js';
import { Listing } from './listing.js';
import { Opens } from './opens.js';
import { Outbox } from './outbox.js';
import { Preferences } from './preferences.js';
import { Reads } from './reads.js';
import { Requests } from './requests.js';
import { Signals } from './signals.js';
import { Streams } from './streams.js';
import { wait } from './wait.js';

/** What an application calls. Types and events: `parley-client.d.ts`. */
export class ParleyClient extends Actions {
  #clock;
  #newId;
  #network;
  #connection;
  #requests;
  #outbox;
  #streams;
  #opens;
  #signals;
  #preferences;
  #reads;
  #listing;
  #userId;
  #conversations = []; // as they were last shown
  #pending = null; // as they were last shown, until one changes

  constructor(options) {
    super(() => ({
      command: (type, fields, id) => this.#command(type, fields, id),
      signals: this.#signals,
      preferences: this.#preferences,
      newGroupId: () => uuidv7(this.#clock.now()),
    }));
    const { clock = CLOCK, random = Math.random } = options;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#clock = clock;
    this.#newId = options.newId ?? (() => uuidv7(clock.now()));
    this.#userId = options.userId ?? null;
    this.#network = options.network === undefined ? (globalThis.window ?? null) : options.network;
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
    this.#signals = new Signals({ clock, transmit });
    this.#preferences = new Preferences({
      clock,
      transmit,
      mutedOf: (conversationId) => this.conversation(conversationId)?.muted ?? null,
    });
    this.#outbox = new Outbox({
      clock,
      limits,
      transmit,
      store: options.outbox,
      changed: (command) => this.#changed(command),
      settled: (conversationId) => this.#streams.caughtUp(conversationId),
    });
    this.#opens = new Opens({
      clock,
      limits,
      transmit,
      ready: () => this.#streams.whole,
      membersOf: (conversationId) => this.#streams.get(conversationId)?.members,
    });
    this.#streams = new Streams({
      clock,
      random,
      limits,
      resumeAfter: options.resumeAfter ?? (() => null),
      lastVisit: options.lastVisit ?? null,
      isAsked: (id) => [this.#opens, this.#requests, this.#outbox].some((each) => each.isAbout(id)),
      isOpen: (conversationId) => this.#opens.has(conversationId),
      ask: (frame) => this.#requests.ask(frame, false),
      seen: (event) => this.#outbox.settle(event),
      shown: (event, conversation) => this.#preferences.shown(event, conversation),
      caughtUp: () => this.#outbox.flush(),
      ended: (conversationId) => this.#opens.forget(conversationId),
      emit: (name, value) => this.emit(name, value),
    });
    this.#listing = new Listing({ requests: this.#requests, streams: this.#streams });
    this.#reads = new Reads({ clock, transmit, streams: this.#streams });
  }

  // ---- the connection

  start() {
    this.#network?.addEventListener?.('online', this.nudge);
    this.#network?.addEventListener?.('offline', this.nudge);
    this.#connection.start();
  }

  stop() {
    this.#network?.removeEventListener?.('online', this.nudge);
    this.#network?.removeEventListener?.('offline', this.nudge);
    this.#connection.stop();
    this.#requests.refuseAll(new ParleyError('stopped'));
    this.#preferences.stop();
  }

  nudge = () => this.#connection.nudge();

  get state() {
    return this.#connection.state;
  }

  /** Waits until it is online; `start` has to be called, before or after. */
  ready(bounds) {
    return wait(this.#clock, bounds, (resolve, reject) => {
      if (this.state.phase === 'online') resolve();
      return this.on('state', ({ phase, reason }) => {
        if (phase === 'online') resolve();
        else if (phase === 'stopped' || phase === 'failed') reject(new ParleyError(phase, reason));
      });
    });
  }

  get userId() {
    return this.#userId;
  }

  // ---- what is known

  conversations() {
    const views = [...this.#streams.all()].map((conversation) => conversation.view());
    const shown = this.#conversations;
    const same = views.length === shown.length && views.every((view, i) => view === shown[i]);
    if (!same) this.#conversations = views;
    return this.#conversations;
  }

  conversation(conversationId) {
    return this.#streams.get(conversationId)?.view() ?? null;
  }

  get more() {
    return this.#listing.more;
  }

  presence(userId) {
    return this.#opens.presence(userId);
  }

  get blocked() {
    return this.#preferences.blocked;
  }

  pending() {
    this.#pending ??= this.#outbox.list();
    return this.#pending;
  }

  // ---- commands

  directWith(userId) {
    const conversationId = this.#direct(userId);
    if (!conversationId) throw new ParleyError('not_ready', 'Say who the user is by `userId`, or wait for `ready()`');
    const opens = (command) => command.type === 'create' && command.state !== 'failed';
    const asked = this.pending().some((command) => command.conversationId === conversationId && opens(command));
    // With its id, so that what is written into it waits until it is there.
    if (!asked && !this.conversation(conversationId))
      this.#command('create', { conversationId, kind: 'direct', members: [userId] });
    return conversationId;
  }

  outcome(command, bounds) {
    return wait(this.#clock, bounds, (resolve, reject) => void command.outcome.then(resolve, reject));
  }

  retry(id) {
    this.#outbox.retry(id);
  }

  discard(id) {
    this.#pending = null;
    this.#outbox.discard(id);
  }

  // ---- requests

  open(conversationId) {
    this.#opens.open(conversationId);
  }

  close(conversationId) {
    this.#opens.close(conversationId);
  }

  listOlder({ limit = 50 } = {}) {
    return this.#listing.older(limit);
  }

  async history(conversationId, { before, after, around, through, limit, background, hidden } = {}) {
    const frame = { type: 'history', conversationId, before, after, around, through, limit };
    const answer = await this.#requests.ask(frame, !background);
    this.#streams.learn(conversationId, answer);
    if (hidden) return answer;
    const conversation = this.#streams.get(conversationId);
    return { ...answer, events: answer.events.map((event) => this.#preferences.shown(event, conversation)) };
  }

  async members(conversationId, { after, limit } = {}) {
    const { members, more } = await this.#requests.ask({ type: 'members', conversationId, after, limit }, true);
    this.#streams.get(conversationId)?.listed(members ?? []);
    return { members: members ?? [], more: more === true };
  }

  async message(conversationId, sequence) {
    const { events } = await this.history(conversationId, { after: sequence - 1, through: sequence, limit: 1 });
    return events.find((event) => event.sequence === sequence) ?? null;
  }

  read(conversationId, sequence) {
    if (this.#streams.read(conversationId, sequence)) this.#reads.soon();
  }

  // ---- the session

  #ready(frame) {
    this.#userId = frame.userId;
    this.#streams.connected(frame.userId);
    this.#outbox.connected(frame.userId);
    this.#signals.renew();
    this.#blocked(frame.blocked ?? []);
  }

  #down(code) {
    this.#streams.disconnected();
    this.#requests.disconnected();
    this.#outbox.disconnected(code);
    this.#opens.disconnected();
    this.#signals.disconnected();
    this.#preferences.disconnected();
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
      case 'members':
        return this.#requests.answered(frame);
      case 'opened':
        this.#opens.opened(frame.conversationId);
        this.#streams.opened(frame);
        break;
      case 'blocked':
        return this.#blocked(frame.userIds ?? []);
      case 'presence':
        this.#opens.present(frame);
        break;
      case 'read':
        this.#streams.get(frame.conversationId)?.marks(frame.reads);
        break;
      case 'typing':
      case 'goaway':
        break;
      default:
        return undefined; // of a later version
    }
    return this.emit(frame.type, frame);
  }

  #blocked(userIds) {
    if (this.#preferences.list(userIds)) this.emit('blocked', this.blocked);
  }

  #inbox(frame) {
    const whole = this.#streams.inbox(frame);
    this.#preferences.settle();
    if (frame.ref !== undefined) this.#requests.answered(frame);
    if (!whole) return;
    // A whole inbox in mid-session is as good as a new connection: outcomes may have got lost.
    if (whole === 'again') {
      this.#outbox.hurry();
      this.#signals.renew();
    }
    this.#preferences.renew();
    this.#requests.connected();
    this.#streams.resume();
    this.#opens.renew();
    this.#reads.send();
    this.#outbox.flush();
    if (whole === 'first') this.#connection.synced();
    this.emit('synced');
    this.#listing.begin(frame);
  }

  #rejected(frame) {
    const { id, ref, conversationId, code } = frame;
    if (id !== undefined && this.#outbox.rejected(frame)) return;
    if (ref !== undefined && this.#requests.rejected(frame)) return;
    if (this.#preferences.rejected(frame)) return;
    if (this.#signals.rejected(frame) || this.#reads.rejected(frame)) return;
    // It was under way when the user was removed, which has been told.
    if (id === undefined && code === 'not_a_member' && this.#streams.hasLeft(conversationId)) return;
    if (ref === 'auth') this.#connection.renewAgain();
    else if (id === undefined) this.#opens.rejected(frame);
    if (code === 'not_a_member') this.#streams.doubt(conversationId);
    this.emit('rejected', frame);
  }

  #direct(userId) {
    return this.#userId !== null && isUserId(userId) && userId !== this.#userId
      ? directConversationId(this.#userId, userId)
      : undefined;
  }

  #changed(command) {
    this.#pending = null;
    this.emit('command', command);
  }

  #command(type, fields, id = this.#newId()) {
    const known = this.#outbox.list().find((command) => command.id === id);
    return known ?? this.#outbox.add({ type, id, ...fields });
  }
}
