import { Alarm } from './alarm.js';
import { ParleyError, RETRYABLE } from './error.js';

/**
 * Commands whose outcome hasn't been seen, in the order in which they were made, and failed ones until they are
 * retried or discarded. Within a conversation each is sent when the one before is in the server's log: one that the
 * server refuses for now (`rate_limited`, `unavailable`) would otherwise be overtaken by those that were sent with it.
 */
export class Outbox {
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

  /** Whether a command without an outcome is about this conversation. */
  isAbout(conversationId) {
    return this.list().some((command) => command.conversationId === conversationId && command.firstSentAt !== null);
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
    const waiting = new Set(); // conversations in which an older command isn't in the server's log yet
    const changed = [];
    let wake = Infinity;
    let inFlight = this.list().filter((command) => command.state === 'sent').length;
    for (const command of this.list()) {
      const lane = laneOf(command);
      if (command.state === 'failed') continue;
      if (command.state !== 'queued' && now < command.deadline) {
        wake = Math.min(wake, command.deadline);
        if (command.state === 'sent') waiting.add(lane);
        continue;
      }
      if (command.state === 'sent') inFlight -= 1;
      if (this.#isForgotten(command, now)) {
        if (this.#expire(command)) changed.push(command);
        continue;
      }
      if (command.notBefore > now) wake = Math.min(wake, command.notBefore);
      if (command.notBefore > now || waiting.has(lane) || inFlight >= this.#o.limits.inFlight) {
        waiting.add(lane);
        continue;
      }
      if (!this.#o.transmit(command.frame)) break;
      if (command.state !== 'accepted') waiting.add(lane);
      inFlight += 1;
      if (this.#markSent(command, now)) changed.push(command);
      wake = Math.min(wake, command.deadline);
      if (opens(command)) waiting.add(lane);
    }
    if (wake < Infinity) this.#alarm.set(wake - now);
    for (const command of changed) this.#tell(command);
  }

  /** Whether the server may not recognise its id any more. */
  #isForgotten({ firstSentAt }, now) {
    return firstSentAt !== null && now - firstSentAt > this.#o.limits.idMemory;
  }

  /** @returns {boolean} whether it failed: catching up may still find that it took effect; afterwards the user decides */
  #expire(command) {
    if (!this.#o.settled(laneOf(command))) return false;
    this.#fail(command, new ParleyError('expired', 'No outcome within the time that ids are remembered'));
    return true;
  }

  /** @returns {boolean} whether its state changed */
  #markSent(command, now) {
    command.firstSentAt ??= now;
    command.deadline = now + this.#o.limits.command * 2 ** Math.min(command.tries++, 6);
    if (command.state !== 'queued') return false;
    command.state = 'sent';
    return true;
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
    } else if (frame.code === 'no_change') {
      this.#unchanged(command);
    } else {
      this.#fail(command, new ParleyError(frame.code, frame.message, frame.held === true));
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

  /** What was asked for is so already, by whoever's doing. */
  #unchanged(command) {
    this.#commands.delete(command.id);
    Object.assign(command, { state: 'done', error: null });
    command.resolve(null);
  }

  #answeredBy(event) {
    const own = event.senderId === this.#userId ? this.#commands.get(event.id) : undefined;
    const command = own ?? this.#commands.get(event.answers);
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

/** Whether others may only follow once it is in the log: without it there is no conversation to send them to. */
function opens({ type, state }) {
  return type === 'create' && state === 'sent';
}

/** What is sent in order: the commands of a conversation. */
function laneOf({ conversationId, id }) {
  return conversationId ?? id;
}
