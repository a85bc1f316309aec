import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Messages, ParleyClient, ParleyError, Transcript, uuidv7 } from '@parley/client';
import { NodeWebSocket } from './support/websocket.mjs';

/**
 * The package against a real gateway that gives out development tokens, such as that of `./parley up`: what an
 * application does, through what the package gives out. PARLEY_URL is the address that `up` prints, with its code.
 */
const GATEWAY = process.env.PARLEY_URL?.replace(/\/?#.*/, '');
const CODE = process.env.PARLEY_URL?.match(/#code=([\w-]+)/)?.[1];
const PATIENCE = 60_000;

/** A user with a client, and all that it was told. */
class Person {
  events = [];
  refusals = [];
  left = [];
  typing = [];
  sockets = [];

  constructor(name) {
    this.name = `${name}-${uuidv7()}`;
    const { sockets } = this;
    class Socket extends NodeWebSocket {
      constructor(url, protocols) {
        super(url, protocols);
        sockets.push(this);
      }
    }
    this.client = new ParleyClient({
      url: `${GATEWAY.replace(/^http/, 'ws').replace(/\/$/, '')}/v1/connect`,
      token: () => this.#token(),
      WebSocket: Socket,
      limits: { backoff: 100 },
    });
    this.client.on('event', (event) => this.events.push(event));
    this.client.on('rejected', (frame) => this.refusals.push(frame));
    this.client.on('left', ({ conversationId }) => this.left.push(conversationId));
    this.client.on('typing', (frame) => this.typing.push(frame));
  }

  async online() {
    this.client.start();
    await until('online', () => this.client.state.phase === 'online');
    return this;
  }

  /** Loses the connection without a word, as in a tunnel. */
  cut() {
    this.sockets.at(-1).asking.socket?.destroy();
  }

  of(conversationId) {
    return this.events.filter((event) => event.conversationId === conversationId);
  }

  sequences(conversationId) {
    return this.of(conversationId).map((event) => event.sequence);
  }

  shown(conversationId) {
    return new Messages().add(this.of(conversationId));
  }

  async #token() {
    const answer = await fetch(new URL('/v1/token', GATEWAY), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ userId: this.name, code: CODE }),
    });
    assert.equal(answer.status, 200);
    return (await answer.json()).token;
  }
}

async function until(what, isSo) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await isSo();
    if (answer) return answer;
    assert.ok(Date.now() < end, `not within ${PATIENCE} ms: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

function counted(from, to) {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

describe('the package against a gateway', { skip: GATEWAY ? false : 'PARLEY_URL names no gateway' }, () => {
  const alice = new Person('alice');
  const bob = new Person('bob');
  const carol = new Person('carol');
  let group;

  before(() => Promise.all([alice, bob, carol].map((person) => person.online())));
  after(() => [alice, bob, carol].forEach(({ client }) => client.stop()));

  it('connects as the user of the token', () => {
    assert.equal(alice.client.userId, alice.name);
    assert.deepEqual(alice.client.conversations(), []);
  });

  it('creates a group and sends into it', async () => {
    const created = alice.client.create('group', [bob.name], 'Lunch');
    group = created.conversationId;
    const event = await created.outcome;
    assert.deepEqual([event.kind, event.sequence], ['created', 1]);
    const hello = await alice.client.send(group, 'Hello').outcome;
    assert.equal(hello.sequence, 2);
    await until('bob has it', () => bob.of(group).length === 2);
    assert.equal((await bob.client.send(group, 'Hi', { replyTo: 2 }).outcome).sequence, 3);
    await until('both have all', () => alice.of(group).length === 3 && bob.of(group).length === 3);
    assert.equal(bob.client.conversation(group).title, 'Lunch');
    assert.deepEqual(
      bob
        .shown(group)
        .list()
        .map(({ content, senderId }) => [content, senderId]),
      [
        ['Hello', alice.name],
        ['Hi', bob.name],
      ],
    );
  });

  it('creates a direct conversation once, whoever asks', async () => {
    const first = await alice.client.create('direct', [carol.name]).outcome;
    const second = await carol.client.create('direct', [alice.name]).outcome;
    assert.equal(second.conversationId, first.conversationId);
    assert.equal(second.sequence, 1);
  });

  it('writes into a direct conversation before the server has answered', async () => {
    const chat = bob.client.directWith(carol.name);
    const hello = await bob.client.send(chat, 'Hello Carol').outcome;
    assert.deepEqual([hello.conversationId, hello.sequence, hello.content], [chat, 2, 'Hello Carol']);
    await until('carol has it', () => carol.of(chat).length === 2);
    assert.equal(carol.client.directWith(bob.name), chat);
  });

  it('edits, deletes, reacts and renames', async () => {
    await alice.client.edit(group, 2, 'Hello all').outcome;
    await bob.client.react(group, 2, '+1').outcome;
    await bob.client.delete(group, 3).outcome;
    await alice.client.rename(group, 'Dinner').outcome;
    await until('bob has it', () => bob.of(group).length === 7);
    for (const person of [alice, bob]) {
      const [hello, hi] = person.shown(group).list();
      assert.deepEqual([hello.content, hello.edited, hello.deleted], ['Hello all', true, false]);
      assert.deepEqual(hello.reactions, [{ reaction: '+1', count: 1, by: [bob.name] }]);
      assert.deepEqual([hi.content, hi.deleted], [null, true]);
      assert.equal(person.client.conversation(group).title, 'Dinner');
    }
  });

  it('tells presence, typing and read marks to who has it open', async () => {
    alice.client.open(group);
    await until('bob is online', () => alice.client.presence(bob.name)?.status === 'online');
    assert.equal(alice.client.conversation(group).members.get(alice.name), 'owner');
    bob.client.setStatus('away');
    await until('bob is away', () => alice.client.presence(bob.name)?.status === 'away');
    bob.client.typing(group);
    await until('bob types', () => alice.typing.some(({ userId }) => userId === bob.name));
    bob.client.read(group, 7);
    await until('bob has read', () => alice.client.conversation(group).reads.get(bob.name) === 7);
    assert.equal(bob.client.conversation(group).unread, 0);
  });

  it('reads history, and messages as they stand now', async () => {
    const page = await until('the store has it', async () => {
      const answer = await bob.client.history(group, { after: 0, through: 7 });
      return answer.complete && answer;
    });
    assert.deepEqual(
      page.events.map(({ sequence }) => sequence),
      counted(1, 7),
    );
    assert.deepEqual(
      (await bob.client.history(group, { before: 7, limit: 2 })).events.map(({ sequence }) => sequence),
      [5, 6],
    );
    assert.equal((await bob.client.message(group, 2)).content, 'Hello all');
    const transcript = new Transcript(bob.client, group);
    await transcript.load();
    assert.deepEqual(
      transcript.messages.list().map(({ content }) => content),
      ['Hello all', null],
    );
    transcript.close();
  });

  it('misses and doubles nothing when the connection breaks', async () => {
    const said = counted(1, 20);
    const outcomes = [];
    for (const i of said) {
      if (i % 7 === 0) bob.cut();
      if (i % 9 === 0) alice.cut();
      outcomes.push(alice.client.send(group, `line ${i}`).outcome);
      if (i % 3 === 0) await Promise.all(outcomes);
    }
    const sequences = (await Promise.all(outcomes)).map(({ sequence }) => sequence);
    assert.deepEqual(
      [...sequences].sort((a, b) => a - b),
      counted(8, 27),
    );
    await until('both have all', () => alice.of(group).length >= 27 && bob.of(group).length >= 27);
    for (const person of [alice, bob]) assert.deepEqual(person.sequences(group), counted(1, 27));
    assert.deepEqual(
      bob
        .of(group)
        .slice(7)
        .map(({ content }) => content)
        .sort(),
      said.map((i) => `line ${i}`).sort(),
    );
    assert.ok(bob.sockets.length > 2);
    await until('it is open again', () => alice.client.presence(bob.name)?.status === 'away');
  });

  it('adds, removes and refuses', async () => {
    await alice.client.add(group, [carol.name]).outcome;
    await until('carol has it', () => carol.client.conversation(group));
    carol.client.open(group);
    assert.equal((await carol.client.send(group, 'Thank you').outcome).sequence, 29);
    await alice.client.remove(group, [carol.name]).outcome;
    await until('carol has left', () => carol.left.includes(group));
    assert.equal(carol.client.conversation(group), null);
    await assert.rejects(carol.client.send(group, 'And me?').outcome, (error) => {
      assert.ok(error instanceof ParleyError);
      assert.equal(error.code, 'not_a_member');
      return true;
    });
    await alice.client.send(group, 'Just us').outcome;
    await until('bob has it', () => bob.of(group).length === 31);
    assert.ok(!carol.of(group).some(({ sequence }) => sequence > 30));
    for (const { refusals } of [alice, bob, carol]) assert.deepEqual(refusals, []);
  });
});
