import { Alarm } from './alarm.js';
import { lifetimeOf } from './token.js';

const SUBPROTOCOL = 'parley.v1.json';
const SOON = 1_000; // a token is never renewed faster than this

/** Close codes after which coming back at once would only be refused again: bad frames, too many. */
const OVERBEARING = new Set([4400, 4429]);
const OVERBEARING_ATTEMPT = 5; // the backoff goes on from here, at 8 to 16 s

/** One socket at a time, for ever: connects, notices death, waits with jitter, connects again. */
export class Connection {
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
  #lifetime = null; // of the token, when it was new

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
    this.#renew = code === 4401 || code === 4403 || !this.#ready;
    if (this.#ready && now - this.#readyAt >= this.#o.limits.stable) this.#attempt = 0;
    if (OVERBEARING.has(code)) this.#attempt = Math.max(this.#attempt, OVERBEARING_ATTEMPT);
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
    this.#lifetime = lifetimeOf(token, this.#o.clock.now());
    if (this.#lifetime !== null) this.#renewal.set(Math.max(this.#lifetime * 0.8, SOON));
  }

  async #renewToken() {
    const mine = this.#current;
    try {
      const token = await this.#o.token({ renew: true });
      if (mine !== this.#current || !this.send({ type: 'auth', ref: 'auth', token })) return;
      this.#planRenewal(token);
    } catch (error) {
      // At expiry the server closes with 4401, and connecting asks again: until then there is time.
      if (mine === this.#current && !error?.fatal) this.renewAgain();
    }
  }

  /** The token of this session could not be renewed: tries again while it is still good. */
  renewAgain() {
    if (this.#ready) this.#renewal.set(Math.min(Math.max((this.#lifetime ?? 0) * 0.05, SOON), 30_000));
  }

  #enter(change) {
    this.#state = { ...this.#state, ...change };
    this.#o.onState(this.#state);
  }
}
