import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Messages, ParleyClient } from '../../main/js/parley-client.js';
import { asItStands, ChatServer } from './support/chat-server.mjs';
import { FakeClock } from './support/fake-clock.mjs';
import { FlakyNetwork } from './support/flaky-network.mjs';
import { Random } from './support/random.mjs';

const USERS = ['alice', 'bob', 'carol', 'dave', 'erin'];
/** What may find things as it wants them: `no_change`, which is a success without an event. */
const UNCHANGING = new Set(['react', 'add', 'remove', 'role', 'rename']);
const MEMBERS_ONLY = new Set(['not_a_member', 'conversation_exists']);
const REACTIONS = ['+', '-'];
const SEEDS = Number(process.env.PARLEY_FUZZ_SEEDS ?? 25);
const FIRST_SEED = Number(process.env.PARLEY_FUZZ_SEED ?? 1);

/** One user's client, and what it told, per conversation. */
class Observer {
  streams = new Map();
  commands = [];
  violations = [];

  constructor({ userId, network, clock, random, fromTheStart }) {
    this.userId = userId;
    this.fromTheStart = fromTheStart;
    this.client = new ParleyClient({
      url: 'ws://fuzz',
      token: () => (random.chance(0.05) && !network.calm ? Promise.reject(new Error('no token')) : 'token'),
      WebSocket: network.socketsOf(userId),
      clock,
      random: random.next,
      network: null,
      resumeAfter: fromTheStart ? () => 0 : undefined,
      limits: { buffered: random.pick([5, 1_000]) },
    });
    this.client.on('event', (event) => this.#event(event));
    this.client.on('skipped', ({ conversationId, after, through }) => {
      this.#stream(conversationId).skipped.push([after, through]);
      this.#stream(conversationId).last = through;
    });
    this.client.on('left', ({ conversationId }) =>
      Object.assign(this.#stream(conversationId), { left: true, first: null }),
    );
    this.client.on('error', (error) => this.violations.push(error.stack));
  }

  #stream(conversationId) {
    if (!this.streams.has(conversationId)) {
      this.streams.set(conversationId, { events: [], skipped: [], first: null, last: null, left: false });
    }
    return this.streams.get(conversationId);
  }

  #event(event) {
    const stream = this.#stream(event.conversationId);
    const { last, left } = stream;
    // A gap is allowed only where it was told, and where a default client starts again after having left.
    const follows =
      last === null || event.sequence === last + 1 || (left && event.sequence > last && !this.fromTheStart);
    if (!follows) this.violations.push(`${this.userId} ${event.conversationId}: ${event.sequence} after ${last}`);
    Object.assign(stream, { first: stream.first ?? event.sequence, last: event.sequence, left: false });
    stream.events.push(event);
  }

  did(command) {
    this.commands.push(command);
  }
}

class World {
  clock = new FakeClock();
  calm = false;
  cutOff = new Map(); // session → until when its gateway gets no deliveries

  constructor(seed) {
    this.random = new Random(seed);
    const { random, clock } = this;
    const lags = new Map();
    const faults = {
      refusal: (frame) => {
        if (this.calm || !random.chance(0.05)) return null;
        if (['open', 'close', 'read'].includes(frame.type)) return 'unavailable';
        return random.pick(['rate_limited', 'unavailable', frame.type === 'history' ? 'unavailable' : 'unavailable!']);
      },
      storeReach: ({ id, head }) => {
        if (!this.calm && random.chance(0.02)) lags.set(id, [clock.now() + random.between(100, 4_000), head]);
        const [until, reach] = lags.get(id) ?? [0, head];
        return clock.now() < until && !this.calm ? reach : head;
      },
      delivers: (session) => {
        if (!this.calm && random.chance(0.004)) this.cutOff.set(session, clock.now() + random.between(500, 4_000));
        return clock.now() >= (this.cutOff.get(session) ?? 0);
      },
    };
    this.server = new ChatServer({ clock, largeFrom: 5, hintEvery: 3_000, inboxPage: seed % 2 ? 200 : 2, faults });
    this.network = new FlakyNetwork({ random, clock, server: this.server });
    this.observers = USERS.map(
      (userId, i) => new Observer({ userId, network: this.network, clock, random, fromTheStart: i < 3 }),
    );
    for (const { client } of this.observers) client.start();
  }

  step() {
    const { random, network } = this;
    const observer = random.pick(this.observers);
    const { client, userId } = observer;
    const others = USERS.filter((other) => other !== userId);
    const mine = client.conversations();
    const chosen = mine.length ? random.pick(mine) : null;
    const draw = random.next();
    if (draw < 0.02 || !chosen) {
      if (random.chance(0.4)) observer.did(client.create('direct', [random.pick(others)]));
      else
        observer.did(
          client.create(
            'group',
            others.filter(() => random.chance(0.6)),
            'Fuzz',
          ),
        );
    } else if (draw < 0.06) observer.did(client.add(chosen.conversationId, [random.pick(others)]));
    else if (draw < 0.09) observer.did(client.remove(chosen.conversationId, [random.pick(USERS)]));
    else if (draw < 0.12) client.open(chosen.conversationId);
    else if (draw < 0.14) client.close(chosen.conversationId);
    else if (draw < 0.18) client.read(chosen.conversationId, chosen.head);
    else if (draw < 0.2) client.history(chosen.conversationId, { limit: random.between(1, 20) }).catch(() => {});
    else if (draw < 0.23) network.breakOne();
    else if (draw < 0.235) client.nudge();
    else if (draw < 0.4 && chosen.head > 1) observer.did(this.#change(client, chosen, userId));
    else if (draw < 0.42) client.setStatus(random.pick(['online', 'away']));
    else observer.did(client.send(chosen.conversationId, `${userId} ${random.between(0, 999)}`));
  }

  /** About a message that may or may not be there, and may or may not be theirs. */
  #change(client, { conversationId, head }, userId) {
    const { random } = this;
    const target = random.between(Math.max(1, head - 8), head);
    const draw = random.next();
    if (draw < 0.4) return client.edit(conversationId, target, `${userId} edits ${random.between(0, 999)}`);
    if (draw < 0.5) return client.delete(conversationId, target);
    return client.react(conversationId, target, random.pick(REACTIONS), random.chance(0.4));
  }

  async run(steps) {
    for (let i = 0; i < steps; i++) {
      this.step();
      await this.clock.advance(this.random.chance(0.8) ? this.random.between(0, 40) : this.random.between(0, 1_500));
    }
    this.calm = true;
    this.network.calm = true;
    // Cut-off gateways announce their sessions again at the latest with the next delivery: give everybody one.
    for (const session of this.server.sessions) session.announce();
    await this.clock.advance(60_000);
    // Large groups are followed only while they are open.
    for (const { client } of this.observers) {
      for (const { conversationId } of client.conversations()) client.open(conversationId);
    }
    await this.clock.advance(300_000);
    for (const conversation of this.server.conversations()) {
      const owner = [...conversation.roster.keys()][0];
      const observer = this.observers.find(({ userId }) => userId === owner);
      if (observer) observer.did(observer.client.send(conversation.id, 'the last word'));
    }
    await this.clock.advance(60_000);
  }
}

function checkStreams({ server, observers }) {
  for (const { userId, client, streams, violations, fromTheStart } of observers) {
    assert.deepEqual(violations, [], 'in order, each once');
    assert.equal(client.state.phase, 'online');
    const mine = server.conversationsOf(userId);
    assert.deepEqual(
      client
        .conversations()
        .map((c) => c.conversationId)
        .sort(),
      mine.map((c) => c.id).sort(),
    );
    for (const { id, head, events } of mine) {
      const stream = streams.get(id);
      assert.ok(stream, `${userId} knows ${id}`);
      assert.equal(stream.last, head, `${userId} is at the head of ${id}`);
      const from = fromTheStart ? 1 : stream.first;
      const missing = events.filter(
        ({ sequence }) =>
          sequence >= from &&
          !stream.events.some((seen) => seen.sequence === sequence) &&
          !stream.skipped.some(([after, through]) => after < sequence && sequence <= through),
      );
      assert.deepEqual(missing, [], `${userId} lacks nothing of ${id}`);
      for (const seen of stream.events) assert.deepEqual(unchanging(seen), unchanging(events[seen.sequence - 1]));
      checkMessages(server.conversation(id), stream.events);
      assert.equal(client.conversation(id).unread, server.entry(server.conversation(id), userId).unread, 'unread');
    }
  }
}

function checkCommands({ server, observers }) {
  const effects = new Map();
  for (const event of server.conversations().flatMap((conversation) => conversation.events)) {
    const key = `${event.senderId} ${event.id}`;
    assert.ok(!effects.has(key), 'takes effect once');
    effects.set(key, event);
  }
  for (const { userId, client, commands } of observers) {
    assert.deepEqual(
      client.pending().filter((command) => command.state !== 'failed'),
      [],
      'nothing without an outcome',
    );
    for (const { id, frame, state, event, error } of commands) {
      const effect = effects.get(`${userId} ${id}`);
      const unchanged = state === 'done' && event === null && UNCHANGING.has(frame.type);
      if (unchanged) assert.ok(!effect, `${id} changed nothing`);
      else if (state === 'done')
        assert.ok(frame.kind === 'direct' ? event.kind === 'created' : effect, `${id} took effect`);
      else if (effect) assert.ok(MEMBERS_ONLY.has(error.code) && leftAfter(effect), `${id}: ${error.message}`);
    }
  }

  // Who is no longer a member isn't told what became of a command.
  function leftAfter({ conversationId, sequence, senderId }) {
    const later = server.conversation(conversationId).events.slice(sequence);
    return later.some(({ kind, members }) => kind === 'removed' && members.includes(senderId));
  }
}

/** What was seen makes the messages what they are, but for texts that have to be read again. */
function checkMessages(conversation, seen) {
  const messages = new Messages().add(lastRun(seen));
  for (const { sequence, content, deleted, stale, reactions } of messages.list()) {
    const now = asItStands(conversation, sequence);
    assert.equal(deleted, now.deleted === true, `${sequence} deleted`);
    if (!stale) assert.equal(content, now.content ?? null, `${sequence} reads as it does`);
    const given = new Set();
    for (const { kind, target, reaction, senderId, removed } of conversation.events) {
      if (kind !== 'reacted' || target !== sequence || deleted) continue;
      given[removed ? 'delete' : 'add'](`${reaction} ${senderId}`);
    }
    const shown = reactions.flatMap(({ reaction, by }) => by.map((userId) => `${reaction} ${userId}`));
    assert.deepEqual(shown.sort(), [...given].sort(), `${sequence} has its reactions`);
  }
}

/** What was seen since the last hole: who left and came back lacks what was changed in between. */
function lastRun(seen) {
  const numbers = new Set(seen.map(({ sequence }) => sequence));
  let from = Math.max(...numbers);
  while (numbers.has(from - 1)) from -= 1;
  return seen.filter(({ sequence }) => sequence >= from);
}

/** What stays the same whenever an event is read. */
function unchanging(event) {
  const { content, deleted, editedSequence, reactions, ...rest } = event;
  return JSON.parse(JSON.stringify(rest));
}

describe('a client on a bad network', () => {
  const totals = {};
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    it(`sees every event once and in order, and loses no command (seed ${seed})`, async () => {
      const world = new World(seed);
      await world.run(400);
      checkStreams(world);
      checkCommands(world);
      for (const [name, count] of Object.entries(world.network.counts)) totals[name] = (totals[name] ?? 0) + count;
    });
  }

  it('had a hard time', () => {
    for (const [name, count] of Object.entries(totals)) assert.ok(count > SEEDS, `${name}: ${count}`);
  });
});
