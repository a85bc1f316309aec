import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ParleyClient, Transcript } from '../../main/js/parley-client.js';
import { asItStands, ChatServer } from './support/chat-server.mjs';
import { FakeClock } from './support/fake-clock.mjs';
import { FlakyNetwork } from './support/flaky-network.mjs';
import { Random } from './support/random.mjs';

const SEEDS = Number(process.env.PARLEY_FUZZ_SEEDS ?? 15);
const FIRST_SEED = Number(process.env.PARLEY_FUZZ_SEED ?? 1);
const WRITERS = ['alice', 'carol', 'dave'];
const READER = 'bob';

/** Somebody scrolls and jumps about in a conversation in which others write, change and react, over a bad network. */
class World {
  clock = new FakeClock();
  calm = false;
  #commands = 0;

  constructor(seed) {
    this.random = new Random(seed);
    const { random, clock } = this;
    const lags = new Map();
    const storeReach = ({ id, head }) => {
      if (!this.calm && random.chance(0.05)) lags.set(id, [clock.now() + random.between(50, 1_500), head]);
      const [until, reach] = lags.get(id) ?? [0, head];
      return clock.now() < until && !this.calm ? reach : head;
    };
    this.server = new ChatServer({ clock, faults: { storeReach } });
    this.network = new FlakyNetwork({ random, clock, server: this.server });
    const command = { type: 'create', kind: 'group', conversationId: '0190163d-8694-739b-aea5-966c26f8ad91' };
    this.do('alice', { ...command, members: [READER, ...WRITERS] });
    this.conversation = this.server.conversation(command.conversationId);
    for (let i = 0; i < 300; i++) this.write();
    this.client = new ParleyClient({
      url: 'ws://fuzz',
      token: () => 'token',
      WebSocket: this.network.socketsOf(READER),
      clock,
      random: random.next,
      network: null,
      limits: { catchUp: random.pick([40, Infinity]) },
    });
    this.client.start();
    this.transcript = new Transcript(this.client, command.conversationId);
  }

  do(userId, command) {
    return this.server.decide(userId, { id: `c${++this.#commands}`, ...command });
  }

  write() {
    const { random, conversation } = this;
    const { id: conversationId, head } = conversation;
    const { from, to, empty } = this.transcript?.messages ?? { empty: true };
    const shown = !empty && random.chance(0.7);
    const target = shown ? random.between(from, to) : Math.max(1, head - random.between(0, 20));
    const about = { conversationId, target };
    const userId = random.pick(WRITERS);
    const draw = random.next();
    if (draw < 0.5) this.do(userId, { type: 'send', conversationId, content: `text ${head}` });
    else if (draw < 0.6) this.do(userId, { type: 'edit', ...about, content: `edited ${head}` });
    else if (draw < 0.63) this.do(userId, { type: 'delete', ...about });
    else this.do(userId, { type: 'react', ...about, reaction: random.pick(['+', '-']), remove: random.chance(0.4) });
  }

  scroll() {
    const { random, transcript, conversation } = this;
    transcript.load({ from: random.chance(0.5) ? random.between(1, conversation.head) : undefined });
    const draw = random.next();
    if (draw < 0.35) transcript.older();
    else if (draw < 0.7) transcript.newer();
    else if (draw < 0.85) transcript.goTo(random.between(1, conversation.head));
    else transcript.latest();
  }

  async until(done) {
    let waiting = true;
    done.then(() => (waiting = false));
    for (let i = 0; i < 600 && waiting; i++) await this.clock.advance(100);
    assert.equal(waiting, false, 'within a minute');
  }

  async run(rounds, steps) {
    for (let round = 0; round < rounds; round++) {
      await this.#scrollAbout(steps);
      await this.#calmDown();
      checkMessages(this);
    }
  }

  async #scrollAbout(steps) {
    this.calm = this.network.calm = false;
    for (let i = 0; i < steps; i++) {
      if (this.random.chance(0.6)) this.write();
      if (this.random.chance(0.4)) this.scroll();
      if (this.random.chance(0.03)) this.network.breakOne();
      await this.clock.advance(this.random.between(0, 400));
      checkRun(this);
    }
  }

  /** Waits until everything has arrived. */
  async #calmDown() {
    this.calm = this.network.calm = true;
    await this.clock.advance(60_000);
    if (!this.transcript.loaded) await this.until(this.transcript.load());
    await this.clock.advance(5_000);
  }
}

/** Whatever happens: one run without a hole. */
function checkRun({ transcript: { messages, loaded } }) {
  const events = messages.events();
  if (!loaded || !events.length) return;
  assert.equal(events.length, messages.to - messages.from + 1, `${messages.from} to ${messages.to} without a hole`);
}

/** Once everything has arrived: what is in the run reads as it does, and has the reactions that it has. */
function checkMessages({ transcript: { messages }, conversation }) {
  assert.ok(messages.list().length > 0);
  for (const { sequence, content, deleted, reactions } of messages.list()) {
    const now = asItStands(conversation, sequence);
    assert.deepEqual([deleted, content], [now.deleted === true, now.content ?? null], `${sequence} reads as it does`);
    const given = new Set();
    for (const { kind, target, reaction, senderId, removed } of conversation.events) {
      if (kind === 'reacted' && target === sequence && !deleted)
        given[removed ? 'delete' : 'add'](`${reaction} ${senderId}`);
    }
    const shown = reactions.flatMap(({ reaction, by }) => by.map((userId) => `${reaction} ${userId}`));
    assert.deepEqual(shown.sort(), [...given].sort(), `${sequence} has its reactions`);
    for (const { by, count } of reactions) assert.equal(count, by.length);
  }
}

describe('a transcript in which somebody scrolls about', () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    it(`is one run, and everything in it is as it stands now (seed ${seed})`, async () => {
      const world = new World(seed);
      await world.run(15, 20);
      const { transcript, conversation } = world;
      await world.until(transcript.latest());
      assert.deepEqual([transcript.atEnd, transcript.messages.to], [true, conversation.head]);
      while (!transcript.complete) await world.until(transcript.older());
      checkRun(world);
      checkMessages(world);
    });
  }
});
