import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { directConversationId, isUserId, Messages, ParleyError } from '../../main/js/parley-client.js';
import { entry, ME, message, messages, page, ScriptedServer } from './support/scripted-server.mjs';

/** What an application finds handy, or trips over. */

const online = (...entries) => new ScriptedServer().online(...entries);

/** What React's useSyncExternalStore does, and demands: a snapshot that is the same until the store has changed. */
class Store {
  renders = 0;
  #getSnapshot;
  #shown;

  constructor(subscribe, getSnapshot) {
    this.#getSnapshot = getSnapshot;
    this.#shown = getSnapshot();
    subscribe(() => this.check());
    this.check();
  }

  check() {
    for (let again = 0; ; again++) {
      const next = this.#getSnapshot();
      assert.ok(Object.is(next, this.#getSnapshot()), 'The result of getSnapshot should be cached');
      if (Object.is(next, this.#shown)) return;
      assert.ok(again < 50, 'Maximum update depth exceeded');
      this.#shown = next;
      this.renders += 1;
    }
  }
}

describe('snapshots', () => {
  it('are the same until something changes', async () => {
    const server = await online(entry('a', 1), entry('b', 5));
    const { client } = server;
    const list = new Store(
      (changed) => client.on('conversation', changed),
      () => client.conversations(),
    );
    const one = new Store(
      (changed) => client.on('conversation', changed),
      () => client.conversation('b'),
    );
    assert.deepEqual([list.renders, one.renders], [0, 0]);

    const [a, b] = client.conversations();
    await server.say(message('a', 2));
    assert.deepEqual([list.renders, one.renders], [1, 0]);
    assert.notEqual(client.conversations()[0], a);
    assert.equal(client.conversations()[1], b);
    assert.equal(client.conversation('b'), b);
    assert.deepEqual([a.head, client.conversation('a').head], [1, 2]);

    await server.say(message('a', 2)); // a repeat
    await server.inbox([entry('b', 5)]); // nothing new
    assert.deepEqual([list.renders, one.renders], [1, 0]);
  });

  it('share members and read marks while those stand', async () => {
    const server = await online(entry('a', 1));
    const opened = {
      type: 'opened',
      conversationId: 'a',
      kind: 'group',
      title: 'T',
      head: 1,
      members: [
        { userId: ME, role: 'owner' },
        { userId: 'bob', role: 'member' },
      ],
      reads: { bob: 1 },
      large: false,
    };
    await server.say(opened);
    const before = server.client.conversation('a');
    await server.say(opened);
    assert.equal(server.client.conversation('a'), before);

    await server.say(message('a', 2, { kind: 'renamed', title: 'U' }));
    const after = server.client.conversation('a');
    assert.notEqual(after, before);
    assert.deepEqual([after.members === before.members, after.reads === before.reads], [true, true]);

    await server.say({ type: 'read', conversationId: 'a', reads: { bob: 2 } });
    const read = server.client.conversation('a');
    assert.deepEqual([read.members === after.members, read.reads === after.reads], [true, false]);
    assert.deepEqual([before.reads.get('bob'), read.reads.get('bob')], [1, 2]);

    await server.say(message('a', 3, { kind: 'roleChanged', members: ['bob'], role: 'owner' }));
    assert.deepEqual(
      [before.members.get('bob'), server.client.conversation('a').members.get('bob')],
      ['member', 'owner'],
    );
  });

  it('are the same for messages and for what is pending', async () => {
    const shown = new Messages().add(messages('a', 1, 3));
    const list = shown.list();
    assert.equal(shown.add(messages('a', 1, 3)).list(), list);
    assert.notEqual(shown.add(messages('a', 4, 4)).list(), list);
    assert.equal(shown.list()[0], list[0]);

    const server = await online(entry('a', 1));
    const { client } = server;
    const pending = new Store(
      (changed) => client.on('command', changed),
      () => client.pending(),
    );
    client.send('a', 'one');
    assert.equal(client.pending().length, 1);
    const before = pending.renders;
    await server.say({ type: 'accepted', id: 'c1', conversationId: 'a' });
    assert.equal(pending.renders, before + 1);
    await server.say(message('a', 2, { id: 'c1', senderId: ME }));
    assert.deepEqual(client.pending(), []);
    client.send('a', 'two');
    client.discard('c2');
    assert.deepEqual(client.pending(), []);
  });
});

describe('waiting', () => {
  it('is over when the client is online', async () => {
    const server = new ScriptedServer();
    let ready = 0;
    const waiting = server.client.ready().then(() => (ready += 1));
    await server.clock.advance(1_000);
    assert.equal(ready, 0);
    await server.online(entry('a', 1));
    await waiting;
    await server.client.ready();
    assert.equal(ready, 1);
    assert.equal(server.client.conversations().length, 1);
  });

  it('is given up by a time, a signal, or the end of the client', async () => {
    const server = new ScriptedServer();
    const giveUp = new AbortController();
    const late = assert.rejects(server.client.ready({ timeout: 500 }), { code: 'timeout' });
    const aborted = assert.rejects(server.client.ready({ signal: giveUp.signal }), { name: 'AbortError' });
    await assert.rejects(server.client.ready({ signal: AbortSignal.abort() }), { name: 'AbortError' });
    server.client.start();
    await server.clock.advance(500);
    giveUp.abort();
    await Promise.all([late, aborted]);
    const stopped = assert.rejects(server.client.ready(), { code: 'stopped' });
    server.client.stop();
    await stopped;
    server.refuseToken = Object.assign(new Error('no such user'), { fatal: true });
    const failed = assert.rejects(server.client.ready(), { code: 'failed', message: 'no such user' });
    server.client.start();
    await failed;
  });

  it('for an outcome gives up too, while the command goes on', async () => {
    const server = await online(entry('a', 1));
    const { client } = server;
    await server.hangUp();
    const command = client.send('a', 'one');
    const late = assert.rejects(client.outcome(command, { timeout: 100 }), (error) => {
      assert.ok(error instanceof ParleyError);
      return error.code === 'timeout';
    });
    await server.clock.advance(100);
    await late;
    assert.equal(command.state, 'queued');
    const patient = client.outcome(command, { timeout: 60_000 });
    await server.clock.advance(1_000);
    await server.online(entry('a', 1));
    await server.say(message('a', 2, { id: 'c1', senderId: ME }));
    assert.equal((await patient).sequence, 2);
    await server.clock.advance(60_000);
  });
});

describe('listening', () => {
  it('once, and no longer', async () => {
    const server = await online(entry('a', 0));
    const heard = [];
    const each = ({ sequence }) => heard.push(`each ${sequence}`);
    const first = ({ sequence }) => heard.push(`first ${sequence}`);
    const never = () => heard.push('never');
    server.client.on('event', each);
    server.client.once('event', first);
    server.client.once('event', never);
    server.client.off('event', never);
    await server.say(message('a', 1), message('a', 2));
    server.client.off('event', each);
    await server.say(message('a', 3));
    assert.deepEqual(heard, ['each 1', 'first 1', 'each 2']);
  });
});

describe('a direct conversation', () => {
  it('has the id that the gateway derives', () => {
    assert.equal(directConversationId('alice', 'bob'), '3765893a-484c-52a9-a1c2-81d4720b2546');
    assert.equal(directConversationId('bob', 'alice'), '3765893a-484c-52a9-a1c2-81d4720b2546');
    for (const length of [1, 2, 37, 38, 39, 40, 47, 48, 63, 64, 127, 128])
      assert.match(directConversationId('a'.repeat(length), 'b'), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/);
  });

  it('takes messages before the server has answered, offline too, behind its creation', async () => {
    const server = new ScriptedServer({ userId: ME });
    const { client } = server;
    const chat = client.directWith('bob');
    assert.equal(client.directWith('bob'), chat);
    client.send(chat, 'Hello');
    await server.online();
    const [create, ...others] = server.sent().filter(({ id }) => id);
    assert.deepEqual(others, []);
    assert.deepEqual([create.type, create.kind, create.members], ['create', 'direct', ['bob']]);
    assert.equal(create.conversationId, chat);

    await server.say({
      type: 'rejected',
      id: 'c1',
      conversationId: chat,
      code: 'rate_limited',
      message: '',
      retryAfterMs: 500,
    });
    assert.deepEqual(server.sent('send'), []);
    await server.clock.advance(500);
    assert.equal(server.sent('create').length, 1);
    await server.say({ type: 'accepted', id: 'c1', conversationId: chat });
    assert.deepEqual(
      server.sent('send').map(({ conversationId, content }) => [conversationId, content]),
      [[chat, 'Hello']],
    );
    await server.inbox([entry(chat, 1, { kind: 'direct', title: null })]);
    client.directWith('bob');
    assert.deepEqual(server.sent('create'), []);
  });

  it('can only be named when it is known who the user is', async () => {
    const server = new ScriptedServer();
    assert.throws(() => server.client.directWith('bob'), { code: 'not_ready' });
    await server.online();
    assert.equal(server.client.directWith('bob'), directConversationId(ME, 'bob'));
    assert.throws(() => server.client.directWith(ME), { code: 'not_ready' });
  });
});

describe('outcomes', () => {
  it('take it for done when nothing had to change', async () => {
    const server = await online(entry('a', 1));
    const command = server.client.react('a', 1, '+1');
    await server.say({ type: 'rejected', id: 'c1', conversationId: 'a', code: 'no_change', message: '' });
    assert.equal(await command.outcome, null);
    assert.deepEqual([command.state, command.event, command.error], ['done', null, null]);
    assert.deepEqual(server.client.pending(), []);
  });

  it('come for roles', async () => {
    const server = await online(entry('a', 1));
    const command = server.client.role('a', ['bob'], 'owner');
    assert.deepEqual(server.sent('role'), [
      { type: 'role', id: 'c1', conversationId: 'a', members: ['bob'], role: 'owner' },
    ]);
    await server.say(message('a', 2, { kind: 'roleChanged', id: 'c1', senderId: ME, members: ['bob'], role: 'owner' }));
    assert.equal((await command.outcome).role, 'owner');
  });
});

describe('user ids', () => {
  it('are what identity providers give', () => {
    for (const id of ['auth0|507f1f77', 'a+b@example.org', 'x'.repeat(128), '..', 'a=b~c']) assert.ok(isUserId(id), id);
    for (const id of ['', 'a b', 'x'.repeat(129), 'ä', 'a/b', null, 7]) assert.ok(!isUserId(id), String(id));
  });
});

describe('a bot', () => {
  it('that tells what it has answered misses nothing over a restart', async () => {
    const read = { a: 3 };
    const restarted = new ScriptedServer({ resumeAfter: (known) => known.read });
    await restarted.online(entry('a', 5, { read: read.a }));
    const [ask] = restarted.sent('history');
    assert.deepEqual([ask.after, ask.through], [3, 5]);
    await restarted.say(page(ask.ref, 'a', messages('a', 4, 5)));
    assert.deepEqual(restarted.sequences('a'), [4, 5]);
    restarted.client.read('a', 5);
    await restarted.clock.advance(300);
    assert.deepEqual(
      restarted.sent('read').map(({ sequence }) => sequence),
      [5],
    );
  });

  it('that answers under an id of the question says it once', async () => {
    const server = await online(entry('a', 5), entry('b', 5));
    const command = server.client.send('a', 'Yes', { replyTo: 5, id: 'a.5' });
    assert.equal(server.client.send('a', 'Yes', { replyTo: 5, id: 'a.5' }), command);
    assert.deepEqual(
      server.sent('send').map(({ id, replyTo }) => [id, replyTo]),
      [['a.5', 5]],
    );
  });

  it('hears of a large group only when it opens it', async () => {
    const server = await new ScriptedServer({ resumeAfter: (known) => known.read }).online(
      entry('a', 2, { large: true, read: 0 }),
    );
    await server.clock.advance(10_000);
    assert.deepEqual(server.sent('history'), []);
    server.client.open('a');
    const opened = {
      type: 'opened',
      conversationId: 'a',
      kind: 'group',
      title: 'T',
      head: 2,
      members: [],
      large: true,
    };
    await server.say(opened);
    const [ask] = server.sent('history');
    await server.say(page(ask.ref, 'a', messages('a', 1, 2)));
    assert.deepEqual(server.sequences('a'), [1, 2]);
  });
});
