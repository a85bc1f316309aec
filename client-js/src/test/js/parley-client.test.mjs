import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUserId, ParleyError, uuidv7 } from '../../main/js/parley-client.js';
import { settle } from './support/fake-clock.mjs';
import { entry, ME, message, messages, page, ScriptedServer } from './support/scripted-server.mjs';

const online = (...entries) => new ScriptedServer().online(...entries);

describe('connecting', () => {
  it('offers the protocol and the token as subprotocols', async () => {
    const server = await online();

    assert.deepEqual(server.socket.protocols, ['parley.v1.json', 'bearer.token-1']);
    assert.equal(server.client.userId, ME);
    assert.equal(server.client.state.phase, 'online');
  });

  it('is online only when the inbox is whole', async () => {
    const server = new ScriptedServer();
    server.client.start();
    await settle();
    await server.ready();
    await server.inbox([entry('a', 3)], false);

    assert.equal(server.client.state.phase, 'syncing');
    assert.deepEqual(server.client.conversations(), []);

    await server.inbox([entry('b', 4)], true);

    assert.equal(server.client.state.phase, 'online');
    assert.deepEqual(
      server.client.conversations().map((c) => c.conversationId),
      ['a', 'b'],
    );
    assert.equal(server.told('synced').length, 1);
  });

  it('asks for a new token when the last may have been refused', async () => {
    const server = await online();
    await server.reconnects(4401);
    await server.reconnects(1006); // never opened: could have been a 401

    assert.deepEqual(server.tokenHints, [{ renew: false }, { renew: true }, { renew: true }]);
  });

  it('asks for a new token when an operator has signed the user out', async () => {
    const server = await online();
    await server.reconnects(4403);

    assert.deepEqual(server.tokenHints, [{ renew: false }, { renew: true }]);
  });

  it('tries again when there is no token, but not when that is hopeless', async () => {
    const server = new ScriptedServer();
    server.refuseToken = new Error('offline');
    server.client.start();
    await settle();
    assert.equal(server.client.state.phase, 'waiting');
    assert.equal(server.client.state.reason, 'offline');

    server.refuseToken = Object.assign(new Error('no such user'), { fatal: true });
    await server.clock.advance(1_000);
    assert.equal(server.client.state.phase, 'failed');
    await server.clock.advance(100_000);
    assert.equal(server.tokenHints.length, 2);
  });

  it('renews the token of a session before it expires', async () => {
    const server = new ScriptedServer();
    const now = server.clock.now() / 1_000;
    const jwt = `x.${Buffer.from(JSON.stringify({ iat: now, exp: now + 1_000 })).toString('base64url')}.x`;
    const client = new ScriptedServer({ token: () => jwt, clock: server.clock });
    await client.online();
    for (let i = 0; i < 90; i++) {
      await server.clock.advance(9_000);
      await client.say({ type: 'pong' });
    }

    assert.deepEqual(client.sent('auth'), [{ type: 'auth', ref: 'auth', token: jwt }]);
  });

  it('tries again to renew a token while the old one is good', async () => {
    const clock = new ScriptedServer().clock;
    const jwtOf = (life) => {
      const iat = clock.now() / 1_000;
      return `x.${Buffer.from(JSON.stringify({ iat, exp: iat + life })).toString('base64url')}.x`;
    };
    const answers = [() => jwtOf(100), () => Promise.reject(new Error('busy')), () => jwtOf(100), () => jwtOf(1_000)];
    const hints = [];
    const token = (hint) => {
      hints.push(hint.renew);
      return answers.shift()();
    };
    const server = await new ScriptedServer({ clock, token }).online();
    server.clock = clock;
    const listen = async (seconds) => {
      for (let i = 0; i < seconds; i++) {
        await clock.advance(1_000);
        await server.say({ type: 'pong' });
      }
    };
    await listen(80);
    assert.deepEqual(hints, [false, true]);
    await listen(5);
    assert.equal(server.sent('auth').length, 1);
    await server.say({ type: 'rejected', ref: 'auth', code: 'unavailable', message: '', retryAfterMs: 500 });
    await listen(5);
    assert.equal(server.sent('auth').length, 1);
    await listen(200);
    assert.deepEqual(hints, [false, true, true, true]);
    assert.equal(server.sockets.length, 1);
  });

  it('does not ask for tokens without end when its clock is wrong', async () => {
    const clock = new ScriptedServer().clock;
    const past = clock.now() / 1_000 - 5_000;
    const jwt = `x.${Buffer.from(JSON.stringify({ iat: past, exp: past + 1_000 })).toString('base64url')}.x`;
    const asked = [];
    const server = new ScriptedServer({ clock, token: () => asked.push(1) && jwt });
    await server.online();
    await clock.advance(9_000);
    assert.equal(asked.length, 1);
  });

  it('stays away for longer when it was too much for the server', async () => {
    for (const [code, wait] of [
      [4429, 12_000],
      [4400, 12_000],
      [4401, 375],
      [4408, 375],
      [4409, 375],
    ]) {
      const server = await online();
      await server.clock.advance(9_000);
      await server.say({ type: 'pong' });
      await server.clock.advance(2_000);
      await server.hangUp(code);
      assert.equal(server.client.state.retryAt - server.clock.now(), wait, String(code));
    }
  });

  it('backs off with jitter, and starts over after a session that lasted', async () => {
    const draws = [0, 0.999, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
    const server = await new ScriptedServer({ random: () => draws.shift() ?? 0.5 }).online();
    const waits = [];
    const fail = async () => {
      await server.hangUp();
      waits.push(Math.round(server.client.state.retryAt - server.clock.now()));
      await server.clock.advance(waits.at(-1));
    };
    for (let i = 0; i < 9; i++) await fail();
    assert.deepEqual(waits, [250, 1000, 1500, 3000, 6000, 12_000, 22_500, 22_500, 22_500]);

    await server.online(); // but gone again at once: still a failure
    await fail();
    assert.equal(waits.at(-1), 22_500);

    await server.online();
    await server.clock.advance(9_000);
    await server.say({ type: 'pong' });
    await server.clock.advance(2_000);
    await fail();
    assert.equal(waits.at(-1), 375);
  });

  it('goes and comes back when the server says so', async () => {
    const server = await online();
    await server.say({ type: 'goaway', reconnectAfterMs: 7_000, reason: 'draining' });
    assert.equal(server.client.state.phase, 'online');
    await server.clock.advance(2_000);
    await server.hangUp(1001);
    assert.equal(server.client.state.retryAt, server.clock.now() + 5_000);
    server.client.nudge(); // the server's wait is for everybody
    await server.clock.advance(4_999);
    assert.equal(server.sockets.length, 1);
    await server.clock.advance(1);
    assert.equal(server.sockets.length, 2);

    await server.online();
    await server.say({ type: 'goaway', reconnectAfterMs: 1_000, reason: 'draining' });
    await server.clock.advance(1_000); // the server doesn't close: the client does
    assert.equal(server.sockets[1].closedWith, 1000);
    assert.equal(server.sockets.length, 3);
  });

  it('notices a dead server by its silence', async () => {
    const server = await online();
    await server.clock.advance(10_000);
    assert.deepEqual(server.sent('ping'), [{ type: 'ping' }]);
    await server.say({ type: 'pong' });
    await server.clock.advance(9_999);
    assert.equal(server.sockets.length, 1);
    await server.clock.advance(1);
    assert.deepEqual(server.sent('ping'), [{ type: 'ping' }]);
    await server.clock.advance(5_000);

    assert.equal(server.client.state.phase, 'waiting');
    assert.equal(server.sockets[0].closedWith, 1000);
    await server.clock.advance(500);
    assert.equal(server.sockets.length, 2);
  });

  it('takes hints of the network: tries at once, or asks for a sign of life', async () => {
    const network = new EventTarget();
    const server = await new ScriptedServer({ network }).online();
    network.dispatchEvent(new Event('offline'));
    assert.equal(server.sent('ping').length, 1);
    await server.clock.advance(5_000);
    assert.equal(server.client.state.phase, 'waiting');
    network.dispatchEvent(new Event('online'));
    await settle();
    assert.equal(server.sockets.length, 2);

    server.client.stop();
    network.dispatchEvent(new Event('online'));
    await settle();
    assert.equal(server.sockets.length, 2);
    assert.equal(server.client.state.phase, 'stopped');
  });

  it('gives up on a connection that never gets ready', async () => {
    const server = new ScriptedServer();
    server.client.start();
    await settle();
    server.socket.readyState = 1;
    await server.clock.advance(30_000);
    assert.equal(server.client.state.phase, 'waiting');
  });

  it('is not disturbed by what it does not know, nor by what an old connection says', async () => {
    const server = await online(entry('a', 1));
    await server.say('not json', '[]', 'null', { type: 'novelty' }, { no: 'type' });
    const old = server.socket;
    const hear = old.onmessage;
    await server.reconnects();
    hear({ data: JSON.stringify(message('a', 2)) });
    assert.deepEqual(server.sequences('a'), []);
  });
});

describe('order', () => {
  it('hands out live events by sequence, each once', async () => {
    const server = await online(entry('a', 10), entry('b', 0));
    await server.say(
      message('a', 11),
      message('b', 1),
      message('a', 12),
      message('a', 11),
      message('a', 12),
      message('a', 13),
    );

    assert.deepEqual(server.sequences('a'), [11, 12, 13]);
    assert.deepEqual(server.sequences('b'), [1]);
    assert.deepEqual(server.sent('history'), []);
  });

  it('holds events behind a gap until history has filled it', async () => {
    const server = await online(entry('a', 10));
    await server.say(message('a', 14), message('a', 15));
    assert.deepEqual(server.sequences('a'), []);
    const [ask] = server.sent('history');
    assert.deepEqual(
      { ...ask, ref: null },
      { type: 'history', conversationId: 'a', after: 10, through: 13, limit: 200, ref: null },
    );

    await server.say(page(ask.ref, 'a', messages('a', 11, 13)));
    assert.deepEqual(server.sequences('a'), [11, 12, 13, 14, 15]);
  });

  it('reads page after page, and waits for a store that lags', async () => {
    const server = await online(entry('a', 10));
    await server.say(message('a', 20));
    const first = server.sent('history')[0];
    await server.say(page(first.ref, 'a', messages('a', 11, 13), { more: true }));
    const second = server.sent('history')[0];
    assert.equal(second.after, 13);
    await server.say(page(second.ref, 'a', [], { complete: false }));
    assert.deepEqual(server.sent('history'), []);
    await server.clock.advance(250);
    const third = server.sent('history')[0];
    await server.say(page(third.ref, 'a', messages('a', 14, 19)));

    assert.deepEqual(server.sequences('a'), [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  });

  it('repairs few conversations at a time', async () => {
    const entries = Array.from({ length: 10 }, (_, i) => entry(`c${i}`, 5));
    const server = await new ScriptedServer({ resumeAfter: () => 0 }).online(...entries);
    const asked = server.sent('history');
    assert.equal(asked.length, 4);
    await server.say(page(asked[0].ref, 'c0', messages('c0', 1, 5)));
    assert.equal(server.sent('history').length, 1);
  });

  it('holds a bounded number of events and reads the rest again', async () => {
    const server = await new ScriptedServer({ limits: { buffered: 3 } }).online(entry('a', 0));
    await server.say(...messages('a', 3, 12));
    const [ask] = server.sent('history');
    await server.say(page(ask.ref, 'a', messages('a', 1, 2)));
    assert.deepEqual(server.sequences('a'), [1, 2, 3, 4, 5]);
    const [again] = server.sent('history');
    assert.equal(again.after, 5);
    assert.equal(again.through, 12);
    await server.say(page(again.ref, 'a', messages('a', 6, 12)));
    assert.deepEqual(server.sequences('a'), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('goes on when a listener throws', async () => {
    const server = await online(entry('a', 0));
    const faults = [];
    server.client.on('error', (error) => faults.push(error.message));
    server.client.on('event', () => {
      throw new Error('listener');
    });
    await server.say(message('a', 1), message('a', 2));
    assert.deepEqual(server.sequences('a'), [1, 2]);
    assert.deepEqual(faults, ['listener', 'listener']);
  });

  it('asks again when history is busy or silent', async () => {
    const server = await online(entry('a', 10));
    await server.say(message('a', 12));
    const [first] = server.sent('history');
    await server.say({ type: 'rejected', ref: first.ref, code: 'rate_limited', message: '', retryAfterMs: 700 });
    await server.clock.advance(699);
    assert.deepEqual(server.sent('history'), []);
    await server.clock.advance(1);
    const [second] = server.sent('history');
    await server.clock.advance(8_000);
    await server.say({ type: 'pong' });
    await server.clock.advance(7_000);
    const [third] = server.sent('history');
    await server.say(page(second.ref, 'a', messages('a', 11, 11))); // too late, not missed
    assert.deepEqual(server.sequences('a'), []);
    await server.say(page(third.ref, 'a', messages('a', 11, 11)));
    assert.deepEqual(server.sequences('a'), [11, 12]);
  });
});

describe('hand-over', () => {
  it('reads after the last event seen up to the new head, while live events race the answer', async () => {
    const server = await online(entry('a', 10));
    await server.say(message('a', 11));
    await server.reconnects();
    await server.ready();
    await server.say(message('a', 15)); // before the inbox is whole
    await server.inbox([entry('a', 14)], true);
    await server.say(message('a', 16));
    assert.deepEqual(server.sequences('a'), [11]);
    const [ask] = server.sent('history');
    assert.deepEqual([ask.after, ask.through], [11, 14]);
    await server.say(message('a', 17));
    await server.say(page(ask.ref, 'a', messages('a', 12, 14)));

    assert.deepEqual(server.sequences('a'), [11, 12, 13, 14, 15, 16, 17]);
    assert.deepEqual(server.sent('history'), []);
  });

  it('asks a question again that the connection took with it', async () => {
    const server = await online(entry('a', 10));
    const answer = server.client.history('a', { before: 10, limit: 5 });
    assert.equal(server.sent('history').length, 1);
    await server.reconnects();
    await server.online(entry('a', 10));
    const [ask] = server.sent('history');
    assert.deepEqual([ask.before, ask.limit], [10, 5]);
    await server.say(page(ask.ref, 'a', messages('a', 5, 9), { more: true }));
    assert.equal((await answer).events.length, 5);
    assert.equal((await answer).more, true);
  });

  it('starts a conversation seen for the first time at its head, or where the application is', async () => {
    const server = await new ScriptedServer({
      resumeAfter: ({ conversationId }) => (conversationId === 'a' ? 7 : null),
    }).online(entry('a', 9), entry('b', 9));
    const [ask, ...others] = server.sent('history');
    assert.deepEqual([ask.conversationId, ask.after, ask.through], ['a', 7, 9]);
    assert.deepEqual(others, []);
  });

  it('treats a whole inbox in mid-session like the first', async () => {
    const server = await online(entry('a', 10), entry('b', 5), entry('gone', 3));
    server.client.open('a');
    const command = server.client.send('b', 'hello');
    server.sent();
    await server.inbox([entry('a', 12)], false);
    await server.inbox([entry('b', 5)], true);

    assert.deepEqual(
      server.sent('open').map((frame) => frame.conversationId),
      ['a'],
    );
    const asks = server.sent('history');
    assert.deepEqual(asks.map((ask) => ask.conversationId).sort(), ['a', 'gone']);
    const of = (id) => asks.find((ask) => ask.conversationId === id);
    await server.say(page(of('a').ref, 'a', messages('a', 11, 12)));
    await server.say({
      type: 'rejected',
      ref: of('gone').ref,
      conversationId: 'gone',
      code: 'not_a_member',
      message: '',
    });
    assert.deepEqual(server.sequences('a'), [11, 12]);
    assert.deepEqual(server.told('left'), [{ conversationId: 'gone' }]);
    await server.clock.advance(2_000); // its outcome may just be late
    assert.deepEqual(
      server.sent('send').map((frame) => frame.id),
      [command.id],
    );
  });

  it('does not take changes for a whole inbox', async () => {
    const server = await online(entry('a', 1), entry('b', 1));
    server.client.open('a');
    server.client.send('a', 'hello');
    server.sent();
    await server.inbox([entry('b', 1, { read: 1 })], false);
    await server.clock.advance(3_000);
    assert.deepEqual(server.sent(), []);
  });

  it('finds out about what was lost in a whole inbox, even if that is most', async () => {
    const server = await online(entry('a', 1), entry('b', 1), entry('c', 1));
    await server.inbox([entry('a', 1)], true);
    const asks = server.sent('history');
    assert.deepEqual(asks.map((ask) => ask.conversationId).sort(), ['b', 'c']);

    for (const { ref, conversationId } of asks) await server.say(page(ref, conversationId, []));

    await server.reconnects();
    await server.online(entry('a', 1), entry('b', 1));
    await server.inbox([], true);
    assert.deepEqual(
      server
        .sent('history')
        .map((ask) => ask.conversationId)
        .sort(),
      ['a', 'b'],
    );
  });

  it('takes a second ready as the start of a whole inbox', async () => {
    const server = await online(entry('a', 10), entry('b', 5));
    await server.ready();
    await server.inbox([entry('a', 10)], true);
    assert.deepEqual(server.told('left'), [{ conversationId: 'b' }]);
  });

  it('leaves out a gap that is longer than the application wants', async () => {
    const server = await new ScriptedServer({ limits: { catchUp: 50 } }).online(entry('a', 10));
    await server.reconnects();
    await server.online(entry('a', 1_000));
    await server.say(message('a', 1_001));
    assert.deepEqual(server.told('skipped'), [{ conversationId: 'a', after: 10, through: 1_000 }]);
    assert.deepEqual(server.sequences('a'), [1_001]);
    assert.deepEqual(server.sent('history'), []);
  });
});

describe('the list of conversations', () => {
  it('says who the other one is and when something last happened, as far as that is told', async () => {
    const server = await online(
      entry('a', 1, { kind: 'direct', peer: 'bob', activeAt: '2026-01-01T00:00:01.000Z' }),
      entry('b', 1),
    );
    const known = (id) => [server.client.conversation(id).peer, server.client.conversation(id).activeAt];
    assert.deepEqual(
      [known('a'), known('b')],
      [
        ['bob', '2026-01-01T00:00:01.000Z'],
        [null, null],
      ],
    );
    await server.say(message('a', 2, { sentAt: '2026-01-01T00:00:02.000Z' }), message('b', 2));
    await server.inbox([entry('a', 2, { kind: 'direct', activeAt: '2026-01-01T00:00:01.000Z' })]);
    assert.deepEqual(known('a'), ['bob', '2026-01-01T00:00:02.000Z']);
    assert.equal(known('b')[1], '2026-01-01T00:00:00.000Z');
  });
});

describe('membership', () => {
  const removed = (conversationId, sequence, ...members) =>
    message(conversationId, sequence, { kind: 'removed', members });
  const added = (conversationId, sequence, ...members) => message(conversationId, sequence, { kind: 'added', members });

  for (const head of [6, 7]) {
    it(`starts with "added" when the entry's head is ${head === 7 ? 'that event' : 'the one before'}`, async () => {
      const server = await online();
      await server.inbox([entry('a', head)]);
      await server.say(added('a', 7, ME), message('a', 8));
      assert.deepEqual(server.sequences('a'), [7, 8]);
      await server.clock.advance(5_000);
      assert.deepEqual(server.sent('history'), []);
    });
  }

  it('reads what is missing between the entry and the first event', async () => {
    const server = await online();
    await server.inbox([entry('a', 5)]);
    await server.say(message('a', 8));
    assert.deepEqual(
      server.sent('history').map((ask) => [ask.after, ask.through]),
      [[5, 7]],
    );
  });

  it('reads the newest event of a new conversation when it does not come by itself', async () => {
    const server = await online();
    await server.inbox([entry('a', 7)]);
    await server.clock.advance(400);
    const [ask] = server.sent('history');
    assert.deepEqual([ask.after, ask.through], [6, 7]);
  });

  it('keeps up the roles of members', async () => {
    const server = await online(entry('a', 1));
    const roleChanged = (sequence, role, ...members) => message('a', sequence, { kind: 'roleChanged', members, role });
    const roles = () => [...server.client.conversation('a').members];
    server.client.open('a');
    await server.say(roleChanged(2, 'owner', 'bob'), roleChanged(3, 'owner', 'carol', 'stranger'));
    const members = ['alice', 'bob', 'carol'].map((userId) => ({
      userId,
      role: userId === 'bob' ? 'owner' : 'member',
    }));
    await server.say({ type: 'opened', conversationId: 'a', kind: 'group', head: 2, members, reads: {}, large: false });
    assert.deepEqual(roles(), [
      ['alice', 'member'],
      ['bob', 'owner'],
      ['carol', 'owner'],
    ]);
    await server.say(roleChanged(4, 'member', 'bob'));
    assert.deepEqual(roles(), [
      ['alice', 'member'],
      ['bob', 'member'],
      ['carol', 'owner'],
    ]);
    server.client.role('a', ['bob'], 'owner');
    const [{ conversationId, members: named, role }] = server.sent('role');
    assert.deepEqual([conversationId, named, role], ['a', ['bob'], 'owner']);
  });

  it('counts the members of a large group that are not listed, and lists them by pages', async () => {
    const server = await online(entry('a', 1));
    const view = () => server.client.conversation('a');
    server.client.open('a');
    assert.equal(view().memberCount, null);
    const members = [{ userId: 'alice', role: 'owner' }];
    await server.say({
      type: 'opened',
      conversationId: 'a',
      kind: 'group',
      head: 1,
      members,
      memberCount: 4,
      large: true,
    });
    assert.deepEqual([view().members.size, view().memberCount], [1, 4]);
    await server.say(removed('a', 2, 'dave'), message('a', 3, { kind: 'added', members: ['erin'] }));
    assert.deepEqual([view().members.size, view().memberCount], [2, 4]);

    const asked = server.client.members('a', { after: 'alice', limit: 2 });
    const [{ ref, after, limit }] = server.sent('members');
    assert.deepEqual([after, limit], ['alice', 2]);
    const roster = ['bob', 'carol', 'dave'].map((userId) => ({ userId, role: 'member' }));
    await server.say({ type: 'members', ref, conversationId: 'a', members: roster, more: false });
    assert.deepEqual(await asked, { members: roster, more: false });
    assert.deepEqual([...view().members.keys()].sort(), ['alice', 'bob', 'carol', 'erin']); // dave has left since
    assert.equal(view().memberCount, 4);
  });

  it('forgets a conversation when removed from it', async () => {
    const server = await online(entry('a', 6));
    await server.say(removed('a', 7, 'bob', ME), message('a', 8));
    assert.deepEqual(server.sequences('a'), [7]);
    assert.deepEqual(server.told('left'), [{ conversationId: 'a' }]);
    assert.equal(server.client.conversation('a'), null);
  });

  it('says nothing of it any more when removed from a conversation that is open', async () => {
    const server = await online(entry('a', 6));
    server.client.open('a');
    server.client.read('a', 6);
    await server.clock.advance(500);
    const underWay = [...server.sent('open'), ...server.sent('read')];
    assert.equal(underWay.length, 2);
    server.client.read('a', 7);
    await server.say(removed('a', 7, ME));
    for (const { ref } of underWay)
      await server.say({ type: 'rejected', ref, conversationId: 'a', code: 'not_a_member', message: 'no' });
    server.client.read('a', 7);
    server.client.close('a');
    await server.clock.advance(5_000);
    assert.deepEqual(server.told('left'), [{ conversationId: 'a' }]);
    assert.deepEqual(server.told('rejected'), []);
    assert.deepEqual(server.sent(), []);
  });

  it('still says that it is no member of what it was never in', async () => {
    const server = await online(entry('a', 6));
    await server.say({ type: 'rejected', conversationId: 'b', code: 'not_a_member', message: 'no' });
    assert.equal(server.told('rejected').length, 1);
  });

  it('goes on with a conversation when somebody else is removed', async () => {
    const server = await online(entry('a', 6));
    await server.say(removed('a', 7, 'bob'), message('a', 8));
    assert.deepEqual(server.sequences('a'), [7, 8]);
  });

  it('forgets a conversation that the inbox no longer has', async () => {
    const server = await online(entry('a', 6), entry('b', 1));
    await server.reconnects();
    await server.online(entry('b', 1));
    assert.deepEqual(server.told('left'), [{ conversationId: 'a' }]);
  });

  it('hands out the removal behind a gap that can not be read any more', async () => {
    const server = await online(entry('a', 6));
    await server.say(message('a', 8), removed('a', 10, ME));
    const [ask] = server.sent('history');
    await server.say({ type: 'rejected', ref: ask.ref, code: 'not_a_member', message: '' });
    assert.deepEqual(server.sequences('a'), [8, 10]);
    assert.deepEqual(server.told('skipped'), [
      { conversationId: 'a', after: 6, through: 7 },
      { conversationId: 'a', after: 8, through: 9 },
    ]);
    assert.deepEqual(server.told('left'), [{ conversationId: 'a' }]);
  });

  it('comes back when added again, and repeats of the past do not count', async () => {
    const server = await online(entry('a', 6));
    await server.say(removed('a', 7, ME), removed('a', 7, ME));
    await server.inbox([entry('a', 9)]);
    await server.say(message('a', 6), removed('a', 7, ME), added('a', 9, ME), message('a', 10));
    assert.deepEqual(server.sequences('a'), [7, 9, 10]);
    await server.say(removed('a', 7, ME));
    assert.equal(server.client.conversation('a').position, 10);
  });

  it('is not brought back by the repeat of an entry', async () => {
    const server = await online(entry('a', 6));
    await server.say(removed('a', 7, ME));
    await server.inbox([entry('a', 6)]);
    await server.say(message('a', 6), removed('a', 7, ME));
    assert.equal(server.client.conversation('a'), null);
    assert.deepEqual(server.sequences('a'), [7]);
  });

  it('knows the members', async () => {
    const server = await online();
    await server.inbox([entry('a', 0)]);
    const members = [
      { userId: ME, role: 'owner' },
      { userId: 'bob', role: 'member' },
    ];
    await server.say(message('a', 1, { kind: 'created', members, conversationKind: 'group', title: 'T' }));
    await server.say(added('a', 2, 'carol'), { ...removed('a', 3, ME), newOwner: 'bob', members: ['dave'] });
    assert.deepEqual(
      [...server.client.conversation('a').members],
      [
        [ME, 'owner'],
        ['bob', 'owner'],
        ['carol', 'member'],
      ],
    );

    // an answer that was on its way while somebody left
    await server.say(removed('a', 4, 'carol'));
    const asThree = [...members, { userId: 'carol', role: 'member' }];
    await server.say({
      type: 'opened',
      conversationId: 'a',
      kind: 'group',
      title: 'T',
      head: 3,
      members: asThree,
      reads: {},
      large: false,
    });
    assert.deepEqual([...server.client.conversation('a').members.keys()], [ME, 'bob']);
  });
});

describe('large groups', () => {
  const opened = (head) => ({
    type: 'opened',
    conversationId: 'a',
    kind: 'group',
    title: 'T',
    head,
    members: [],
    large: true,
  });

  it('reads nothing of one that is not open, and all that it lacks once it is', async () => {
    const server = await online(entry('a', 10, { large: true, read: 10 }));
    await server.inbox([entry('a', 12, { large: true, read: 10, unread: 2 })]);
    await server.clock.advance(60_000);
    await server.reconnects();
    await server.online(entry('a', 15, { large: true, read: 10, unread: 5 }));
    assert.deepEqual(server.sent('history'), []);
    assert.equal(server.client.conversation('a').unread, 5);

    server.client.open('a');
    await server.say(opened(16), message('a', 17));
    const [ask, ...others] = server.sent('history');
    assert.deepEqual([ask.after, ask.through, others], [10, 16, []]);
    await server.say(page(ask.ref, 'a', messages('a', 11, 16)));
    assert.deepEqual(server.sequences('a'), [11, 12, 13, 14, 15, 16, 17]);

    server.client.close('a');
    await server.inbox([entry('a', 20, { large: true, read: 10 })]);
    await server.clock.advance(60_000);
    assert.deepEqual(server.sent('history'), []);
  });

  it('tells that the user was removed from one that is not open', async () => {
    const server = await online(entry('a', 10, { large: true }));
    await server.say(message('a', 15, { kind: 'removed', members: [ME] }));
    const [ask] = server.sent('history');
    assert.deepEqual([ask.after, ask.limit], [10, 1]);
    await server.say({ type: 'rejected', ref: ask.ref, conversationId: 'a', code: 'not_a_member', message: '' });
    assert.deepEqual(server.told('left'), [{ conversationId: 'a' }]);
    assert.deepEqual(server.sequences('a'), [15]);
  });

  it('tells the outcome of a command in one that is not open', async () => {
    const server = await online(entry('a', 10, { large: true }));
    const command = server.client.send('a', 'hello');
    await server.say(message('a', 13, { id: command.id, senderId: ME }));
    assert.equal(command.state, 'done');
    assert.deepEqual(server.sequences('a'), []);
  });

  it('reads on in one that is not open to learn what became of a command of long ago', async () => {
    const server = await online(entry('a', 10, { large: true }));
    const command = server.client.send('a', 'hello');
    await server.hangUp();
    server.client.stop();
    await server.clock.advance(25 * 3_600_000);
    await server.online(entry('a', 11, { large: true }));
    const [ask] = server.sent('history');
    await server.say(page(ask.ref, 'a', [message('a', 11)]));
    assert.equal(command.error.code, 'expired');
  });

  it('pulls after a head that comes alone, a moment later', async () => {
    const server = await online(entry('a', 10, { large: true }));
    server.client.open('a');
    await server.say(opened(10));
    await server.inbox([entry('a', 12, { large: true })]);
    assert.deepEqual(server.sent('history'), []);
    await server.clock.advance(1_000); // half of 2 s: the hint reached a thousand others as well
    const [ask] = server.sent('history');
    assert.deepEqual([ask.after, ask.through], [10, 12]);
    await server.say(page(ask.ref, 'a', messages('a', 11, 12)));
    assert.deepEqual(server.sequences('a'), [11, 12]);
  });

  it('goes from history to live at the head of "opened"', async () => {
    const server = await online(entry('a', 10, { large: true }));
    server.client.open('a');
    await server.say(opened(12));
    await server.say(message('a', 13));
    const [ask] = server.sent('history');
    assert.deepEqual([ask.after, ask.through], [10, 12]);
    await server.say(page(ask.ref, 'a', messages('a', 11, 12)));
    assert.deepEqual(server.sequences('a'), [11, 12, 13]);
  });

  it('pulls from a small group too when the server saves itself the events', async () => {
    const server = await online(entry('a', 10));
    await server.inbox([entry('a', 11)]);
    await server.say(message('a', 11));
    await server.clock.advance(1_000);
    assert.deepEqual(server.sent('history'), []);
    await server.inbox([entry('a', 13)]);
    await server.clock.advance(400);
    assert.deepEqual(
      server.sent('history').map((ask) => [ask.after, ask.through]),
      [[11, 13]],
    );
  });
});

describe('events that a slow connection was not given', () => {
  it('are read once the head is told, and live events go on after them', async () => {
    const server = await online(entry('a', 10), entry('b', 5));
    await server.say(message('a', 11));
    await server.inbox([entry('a', 14, { unread: 4 }), entry('b', 6)]);
    await server.say(message('a', 15));
    await server.clock.advance(400);
    const asks = server.sent('history');
    assert.deepEqual(
      asks.map((ask) => [ask.conversationId, ask.after, ask.through]),
      [
        ['a', 11, 14],
        ['b', 5, 6],
      ],
    );
    await server.say(page(asks[0].ref, 'a', messages('a', 12, 14)));
    await server.say(page(asks[1].ref, 'b', messages('b', 6, 6)));
    assert.deepEqual(server.sequences('a'), [11, 12, 13, 14, 15]);
    assert.deepEqual(server.sequences('b'), [6]);
  });
});

describe('commands', () => {
  const own = (command, conversationId, sequence, more = {}) =>
    message(conversationId, sequence, { id: command.id, senderId: ME, ...more });

  const accepted = (frame) => ({ type: 'accepted', id: frame.id, conversationId: frame.conversationId });
  const ids = (frames) => frames.map((frame) => frame.id);

  /** Accepts what is sent, until nothing is. All of it, in order. */
  const takeAll = async (server) => {
    const taken = [];
    for (let frames = server.sent(); frames.length; frames = server.sent()) {
      taken.push(...frames);
      await server.say(...frames.map(accepted));
    }
    return taken;
  };

  it('are sent, accepted and done', async () => {
    const server = await online(entry('a', 1));
    const command = server.client.send('a', 'hello', { replyTo: 1 });
    assert.deepEqual(server.sent('send'), [
      { type: 'send', id: 'c1', conversationId: 'a', content: 'hello', replyTo: 1 },
    ]);
    assert.equal(command.state, 'sent');
    await server.say({ type: 'accepted', id: 'c1', conversationId: 'a' });
    assert.equal(command.state, 'accepted');
    await server.say(own(command, 'a', 2));
    assert.equal(command.state, 'done');
    assert.equal((await command.outcome).sequence, 2);
    assert.deepEqual(server.client.pending(), []);
  });

  it('do not mind an outcome that overtakes "accepted", nor repeats', async () => {
    const server = await online(entry('a', 1));
    const command = server.client.send('a', 'hello');
    await server.say(own(command, 'a', 2), { type: 'accepted', id: 'c1', conversationId: 'a' }, own(command, 'a', 2));
    assert.equal(command.state, 'done');
    assert.deepEqual(server.client.pending(), []);
    assert.deepEqual(server.sequences('a'), [2]);
  });

  it('without an outcome are sent again under their ids after every reconnect, in order', async () => {
    const server = await online(entry('a', 1));
    server.client.send('a', 'one');
    const two = server.client.send('a', 'two');
    server.client.send('a', 'three');
    await server.say({ type: 'accepted', id: 'c1', conversationId: 'a' }, own(two, 'a', 2));
    assert.deepEqual(ids(server.sent('send')), ['c1', 'c2', 'c3']);
    await server.reconnects();
    server.client.send('a', 'made while down');
    await server.online(entry('a', 2, { read: 2 }));
    server.sent('history');
    assert.deepEqual(
      (await takeAll(server)).map((frame) => [frame.id, frame.content]),
      [
        ['c1', 'one'],
        ['c3', 'three'],
        ['c4', 'made while down'],
      ],
    );
    await server.reconnects();
    await server.online(entry('a', 2, { read: 2 }));
    server.sent('history');
    assert.deepEqual(ids(await takeAll(server)), ['c1', 'c3', 'c4']);
  });

  it('wait in their conversation until the one before is in the log, and nowhere else', async () => {
    const server = await online(entry('a', 1), entry('b', 1));
    server.client.send('a', 'one');
    const two = server.client.send('a', 'two');
    server.client.send('b', 'elsewhere');
    assert.deepEqual(ids(server.sent('send')), ['c1', 'c3']);
    assert.equal(two.state, 'queued');
    await server.say({ type: 'accepted', id: 'c1', conversationId: 'a' });
    assert.deepEqual(ids(server.sent('send')), ['c2']);
  });

  it('keep their order whichever of them the server refuses for now, and however often', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const server = await online(entry('a', 1));
      let state = seed;
      const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
      const log = [];
      for (let i = 0; i < 12; i++) {
        server.client.send('a', `text ${i}`);
        if (chance() < 0.3) await server.clock.advance(20);
      }
      while (server.client.pending().some((command) => command.state !== 'accepted')) {
        for (const frame of server.sent('send')) {
          const code = ['rate_limited', 'unavailable'][Math.floor(chance() * 4)];
          if (code) {
            await server.say({
              type: 'rejected',
              id: frame.id,
              conversationId: 'a',
              code,
              message: '',
              retryAfterMs: 70,
            });
          } else {
            log.push(frame.content);
            await server.say(accepted(frame));
          }
        }
        await server.clock.advance(25);
      }
      assert.deepEqual(
        log,
        Array.from({ length: 12 }, (_, i) => `text ${i}`),
        `seed ${seed}`,
      );
    }
  });

  it('go on in their order when one of them is refused for good', async () => {
    const server = await online(entry('a', 1));
    const one = server.client.send('a', 'one');
    server.client.send('a', 'two');
    await server.say({ type: 'rejected', id: 'c1', conversationId: 'a', code: 'forbidden', message: 'no' });
    assert.equal(one.state, 'failed');
    assert.deepEqual(ids(await takeAll(server)), ['c1', 'c2']);
  });

  it('find their outcome in history', async () => {
    const server = await online(entry('a', 1));
    const command = server.client.send('a', 'one');
    await server.reconnects();
    await server.online(entry('a', 2));
    const [ask] = server.sent('history');
    await server.say(page(ask.ref, 'a', [own(command, 'a', 2)]));
    assert.equal(command.state, 'done');
    assert.deepEqual(server.sequences('a'), [2]);
  });

  it('that the server could not take are sent again when it says, and nothing overtakes them', async () => {
    const server = await online(entry('a', 1), entry('b', 1));
    const one = server.client.send('a', 'one');
    server.sent();
    await server.say({ type: 'rejected', id: 'c1', code: 'rate_limited', message: '', retryAfterMs: 900 });
    assert.equal(one.state, 'queued');
    server.client.send('a', 'two');
    server.client.send('b', 'elsewhere');
    assert.deepEqual(
      server.sent('send').map((frame) => frame.id),
      ['c3'],
    );
    await server.clock.advance(899);
    assert.deepEqual(server.sent('send'), []);
    await server.clock.advance(1);
    assert.deepEqual(ids(server.sent('send')), ['c1']);
    await server.say({ type: 'rejected', id: 'c1', code: 'unavailable', message: '', retryAfterMs: 100 });
    assert.deepEqual(server.sent('send'), []);
    await server.clock.advance(100);
    assert.deepEqual(
      (await takeAll(server)).map((frame) => frame.id),
      ['c1', 'c2'],
    );
  });

  it('that are refused fail, can be tried again, and even then be done after all', async () => {
    const server = await online(entry('a', 1));
    const command = server.client.send('a', 'one');
    const refusal = { type: 'rejected', id: 'c1', conversationId: 'a', code: 'forbidden', message: 'no' };
    await server.say(refusal, refusal);
    assert.equal(command.state, 'failed');
    await assert.rejects(command.outcome, (error) => error instanceof ParleyError && error.code === 'forbidden');
    assert.deepEqual(server.client.pending(), [command]);

    server.client.retry('c1');
    assert.deepEqual(
      server.sent('send').map((frame) => frame.id),
      ['c1', 'c1'],
    );
    await server.say(refusal);
    assert.equal(command.state, 'failed');
    await server.say(own(command, 'a', 2));
    assert.equal(command.state, 'done');
  });

  it('can be discarded', async () => {
    const server = await online(entry('a', 1));
    server.client.send('a', 'one');
    await server.say({ type: 'rejected', id: 'c1', code: 'forbidden', message: 'no' });
    server.client.discard('c1');
    assert.deepEqual(server.client.pending(), []);
  });

  it('whose outcome does not come are sent again in the same session, ever less often', async () => {
    const server = await online(entry('a', 1));
    server.client.send('a', 'one');
    const times = [];
    for (let t = 0; t <= 150; t += 5) {
      if (server.sent('send').length) times.push(t);
      await server.clock.advance(5_000);
      await server.say({ type: 'pong' });
    }
    assert.deepEqual(times, [0, 20, 60, 140]);
  });

  it('carry everything that they say', async () => {
    const server = await online(entry('a', 5));
    const { client } = server;
    client.edit('a', 2, 'new');
    client.delete('a', 3);
    client.react('a', 4, '👍');
    client.react('a', 4, '👍', true);
    client.rename('a', 'Tea');
    client.add('a', ['bob']);
    client.remove('a', ['carol']);
    assert.deepEqual(
      (await takeAll(server)).map(({ id, conversationId, ...said }) => said),
      [
        { type: 'edit', target: 2, content: 'new' },
        { type: 'delete', target: 3 },
        { type: 'react', target: 4, reaction: '👍' },
        { type: 'react', target: 4, reaction: '👍', remove: true },
        { type: 'rename', title: 'Tea' },
        { type: 'add', members: ['bob'] },
        { type: 'remove', members: ['carol'] },
      ],
    );
  });

  it('keep a bounded number in flight', async () => {
    const server = await new ScriptedServer({ limits: { inFlight: 2 } }).online(
      ...['a', 'b', 'c', 'd'].map((id) => entry(id, 1)),
    );
    for (const id of ['a', 'b', 'c', 'd']) server.client.send(id, 'x');
    assert.deepEqual(
      server.sent('send').map((frame) => frame.id),
      ['c1', 'c2'],
    );
    await server.say({ type: 'accepted', id: 'c1', conversationId: 'a' });
    assert.deepEqual(
      server.sent('send').map((frame) => frame.id),
      ['c3'],
    );
  });

  it('too large for the connection are not even sent', async () => {
    const server = await online(entry('a', 1));
    const command = server.client.send('a', 'x'.repeat(200_000));
    assert.equal(command.error.code, 'too_large');
    assert.deepEqual(server.sent('send'), []);
  });

  it('blame the largest in flight when the server finds a frame too large', async () => {
    const server = await online(entry('a', 1), entry('b', 1));
    server.client.send('a', 'short');
    const large = server.client.send('b', 'x'.repeat(10_000));
    await server.reconnects(1009);
    assert.equal(large.error.code, 'too_large');
    await server.online(entry('a', 1), entry('b', 1));
    assert.deepEqual(
      server.sent('send').map((frame) => frame.id),
      ['c1'],
    );
  });

  it('open a group under an id of the client', async () => {
    const server = await online();
    const command = server.client.create('group', ['bob', 'carol'], 'Lunch');
    const [frame] = server.sent('create');
    assert.match(frame.conversationId, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual([frame.kind, frame.members, frame.title], ['group', ['bob', 'carol'], 'Lunch']);
    assert.equal(command.conversationId, frame.conversationId);
  });

  it('find a direct conversation that somebody else opened', async () => {
    const server = await online();
    const command = server.client.create('direct', ['bob']);
    assert.deepEqual(server.sent('create'), [{ type: 'create', id: 'c1', kind: 'direct', members: ['bob'] }]);
    const members = [
      { userId: 'bob', role: 'owner' },
      { userId: ME, role: 'member' },
    ];
    const created = message('d', 1, {
      kind: 'created',
      conversationKind: 'direct',
      members,
      id: 'bobs',
      senderId: 'bob',
    });
    const other = { ...created, conversationId: 'x', members: [{ userId: 'carol' }, { userId: ME }] };
    await server.say(other);
    assert.equal(command.state, 'sent');
    await server.say(created, { type: 'accepted', id: 'c1', conversationId: 'd' });
    assert.equal(command.state, 'done');
    assert.equal((await command.outcome).conversationId, 'd');
  });

  it('are settled by the event of another that answers them', async () => {
    const server = await online();
    const first = server.client.create('direct', ['bob']);
    const members = [
      { userId: ME, role: 'member' },
      { userId: 'bob', role: 'member' },
    ];
    const created = message('d', 1, { kind: 'created', conversationKind: 'direct', members, id: 'c1', senderId: ME });
    await server.say({ type: 'accepted', id: 'c1', conversationId: 'd' }, created);
    assert.equal(first.state, 'done');

    // a second one, by another device that forgot the first; of its members nothing is told
    const second = server.client.create('direct', ['bob']);
    await server.say({ type: 'accepted', id: 'c2', conversationId: 'd' });
    assert.equal(second.state, 'accepted');
    await server.say({ ...created, members: [], answers: 'unknown' });
    assert.equal(second.state, 'accepted');
    await server.say({ ...created, members: [], answers: 'c2' });
    assert.equal(second.state, 'done');
    assert.equal((await second.outcome).sequence, 1);
    assert.deepEqual(server.client.pending(), []);
  });

  it('are settled by an answer that carries the id of another user by chance', async () => {
    const server = await online();
    const command = server.client.create('direct', ['bob']);
    const created = {
      kind: 'created',
      conversationKind: 'direct',
      members: [],
      id: 'c1',
      senderId: 'bob',
      answers: 'c1',
    };
    await server.say(message('d', 1, created));
    assert.equal(command.state, 'done');
  });

  it('are not mistaken for those of others with the same id', async () => {
    const server = await online(entry('a', 1));
    const command = server.client.send('a', 'mine');
    await server.say(message('a', 2, { id: command.id, senderId: 'bob' }));
    assert.equal(command.state, 'sent');
  });

  it('outlive a restart', async () => {
    let kept = [];
    const outbox = { load: () => kept, save: (commands) => (kept = JSON.parse(JSON.stringify(commands))) };
    const server = await new ScriptedServer({ outbox }).online(entry('a', 1));
    server.client.send('a', 'one');
    server.client.send('a', 'two');
    await server.say({ type: 'rejected', id: 'c2', code: 'forbidden', message: 'no' });
    server.client.stop();

    const again = await new ScriptedServer({ outbox, clock: server.clock }).online(entry('a', 1));
    assert.deepEqual(
      again.sent('send').map((frame) => [frame.id, frame.content]),
      [['c1', 'one']],
    );
    assert.deepEqual(
      again.client.pending().map((command) => [command.id, command.state]),
      [
        ['c1', 'sent'],
        ['c2', 'failed'],
      ],
    );
    await again.say(own({ id: 'c1' }, 'a', 2));
    assert.deepEqual(
      kept.map((command) => command.frame.id),
      ['c2'],
    );
  });

  it('older than what the server remembers are not sent again blindly', async () => {
    const server = await online(entry('a', 1));
    const found = server.client.send('a', 'took effect');
    const lost = server.client.send('a', 'did not');
    await server.say(accepted(found.frame));
    await server.hangUp();
    server.client.stop();
    await server.clock.advance(25 * 3_600_000);
    await server.online(entry('a', 2));
    assert.deepEqual(server.sent('send'), []);
    const [ask] = server.sent('history');
    await server.say(page(ask.ref, 'a', [own(found, 'a', 2)]));
    assert.equal(found.state, 'done');
    assert.equal(lost.error.code, 'expired');
  });
});

describe('requests', () => {
  const deleted = (sequence, target, more) => message('a', sequence, { kind: 'deleted', target, ...more });

  it('count unread messages along', async () => {
    const server = await online(entry('a', 10, { read: 8, unread: 2 }));
    const unread = () => server.client.conversation('a').unread;
    assert.equal(unread(), 2);
    await server.say(message('a', 11), message('a', 12), message('a', 13, { kind: 'added', members: ['x'] }));
    assert.equal(unread(), 4);
    await server.inbox([entry('a', 11, { read: 9, unread: 2 })]); // a count that is older than the newest events
    await server.say(message('a', 14));
    assert.equal(unread(), 4);
    server.client.read('a', 14);
    assert.equal(unread(), 0);
    await server.say(message('a', 15));
    assert.equal(unread(), 1);
  });

  it('count no message that is deleted, whoever has counted it', async () => {
    const server = await online(entry('a', 10, { read: 8, unread: 2 }));
    const unread = () => server.client.conversation('a').unread;
    await server.say(message('a', 11), message('a', 12), deleted(13, 11), deleted(14, 9), deleted(15, 3));
    assert.equal(unread(), 2);
    await server.inbox([entry('a', 14, { read: 8, unread: 2 })]);
    await server.inbox([entry('a', 10, { read: 8, unread: 2 })]); // a repeat from before
    assert.equal(unread(), 2);
    await server.say(deleted(16, 12), deleted(17, 10));
    assert.equal(unread(), 0);
  });

  it('leave it to the server how many are left of a hundred or more', async () => {
    const server = await online(entry('a', 300, { unread: 100 }));
    await server.say(deleted(301, 7));
    assert.equal(server.client.conversation('a').unread, 100);
    await server.inbox([entry('a', 301, { unread: 99 })]);
    assert.equal(server.client.conversation('a').unread, 99);
  });

  it('have read what came before a message of the user, and say nothing of it to the server', async () => {
    const server = await online(entry('a', 10, { read: 8, unread: 2 }));
    await server.say(message('a', 11), message('a', 12, { senderId: ME }));
    const { read, unread, reads } = server.client.conversation('a');
    assert.deepEqual([read, unread, reads.get(ME), reads.get('bob')], [12, 0, 12, 11]);
    await server.clock.advance(1_000);
    assert.deepEqual(server.sent('read'), []);
  });

  it('say that the user has stopped typing, where it was said that they do', async () => {
    const server = await online(entry('a', 10), entry('b', 10));
    server.client.typing('a');
    server.client.stopTyping('a');
    server.client.stopTyping('a');
    server.client.stopTyping('b');
    const typing = { type: 'typing', conversationId: 'a' };
    assert.deepEqual(server.sent('typing'), [typing, { ...typing, stop: true }]);
  });

  it('move the read mark once for many messages, forward only, and again after a reconnect', async () => {
    const server = await online(entry('a', 10, { read: 8, unread: 2 }));
    server.client.read('a', 9);
    server.client.read('a', 7);
    server.client.read('a', 99);
    await server.clock.advance(300);
    assert.deepEqual(server.sent('read'), [{ type: 'read', ref: 'read a', conversationId: 'a', sequence: 10 }]);
    await server.clock.advance(1_000);
    await server.reconnects();
    await server.online(entry('a', 10, { read: 8, unread: 2 }));
    assert.deepEqual(server.sent('read'), [{ type: 'read', ref: 'read a', conversationId: 'a', sequence: 10 }]);
    await server.inbox([entry('a', 10, { read: 10 })]);
    await server.reconnects();
    await server.online(entry('a', 10, { read: 10 }));
    assert.deepEqual(server.sent('read'), []);
  });

  it('say again what the server could not take, the latest only', async () => {
    const server = await online(entry('a', 10));
    server.client.setStatus('away');
    server.client.device('fcm', 'old');
    server.client.read('a', 9);
    await server.clock.advance(300);
    const later = (ref) => ({ type: 'rejected', ref, code: 'unavailable', message: '', retryAfterMs: 500 });
    await server.say(later('device fcm'), later('read a'), { ...later('status'), code: 'bad_frame' });
    server.client.device('fcm', 'new');
    server.sent();
    await server.clock.advance(500);
    assert.deepEqual(server.sent(), [
      { type: 'device', ref: 'device fcm', platform: 'fcm', token: 'new' },
      { type: 'read', ref: 'read a', conversationId: 'a', sequence: 9 },
    ]);
    assert.deepEqual(
      server.told('rejected').map((frame) => frame.ref),
      ['status'],
    );
  });

  it('wait for the connection with what is said while there is none', async () => {
    const server = new ScriptedServer();
    assert.equal(server.client.device('apns', 'token'), false);
    assert.equal(server.client.setStatus('away'), false);
    await server.online();
    assert.deepEqual(server.sent(), [
      { type: 'device', ref: 'device apns', platform: 'apns', token: 'token' },
      { type: 'status', ref: 'status', status: 'away' },
    ]);
  });

  it('read one message as it stands now', async () => {
    const server = await online(entry('a', 10));
    const answer = server.client.message('a', 4);
    const [ask] = server.sent('history');
    assert.deepEqual([ask.after, ask.through, ask.limit], [3, 4, 1]);
    await server.say(page(ask.ref, 'a', [message('a', 4, { content: 'new', editedSequence: 8 })]));
    assert.equal((await answer).content, 'new');
    const none = server.client.message('a', 5);
    await server.say(page(server.sent('history')[0].ref, 'a', []));
    assert.equal(await none, null);
  });

  it('take users by names that objects have of their own for what they are', async () => {
    const server = await online(entry('a', 1));
    server.client.open('a');
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '..', 'auth0|5f7c'];
    const members = names.map((userId) => ({ userId, role: 'member' }));
    const reads = `{${names.map((name) => `${JSON.stringify(name)}:1`)}}`;
    const opened = { type: 'opened', conversationId: 'a', kind: 'group', title: 'T', head: 1, members, large: false };
    await server.say(`${JSON.stringify(opened).slice(0, -1)},"reads":${reads}}`);
    await server.say(`{"type":"read","conversationId":"a","reads":{"__proto__":7}}`);
    for (const userId of names) await server.say({ type: 'presence', userId, status: 'online' });

    const view = server.client.conversation('a');
    assert.deepEqual([...view.members.keys()], names);
    assert.deepEqual([...view.reads], [['__proto__', 7], ...names.slice(1).map((name) => [name, 1])]);
    for (const name of names) assert.equal(server.client.presence(name).status, 'online');
    assert.equal({}.polluted, undefined);
    assert.equal(Object.getPrototypeOf({}), Object.prototype);
  });

  it('open conversations again after a reconnect, and know who is there only while connected', async () => {
    const server = await online(entry('a', 1));
    server.client.open('a');
    server.client.open('a');
    assert.equal(server.sent('open').length, 1);
    const members = [
      { userId: ME, role: 'owner' },
      { userId: 'bob', role: 'member' },
    ];
    await server.say({
      type: 'opened',
      conversationId: 'a',
      kind: 'group',
      title: 'T',
      head: 1,
      members,
      reads: { bob: 1 },
      large: false,
    });
    await server.say({ type: 'presence', userId: 'bob', status: 'online' });
    assert.equal(server.client.presence('bob').status, 'online');
    assert.equal(server.client.conversation('a').reads.get('bob'), 1);
    await server.reconnects();
    assert.equal(server.client.presence('bob'), null);
    await server.online(entry('a', 1));
    assert.equal(server.sent('open').length, 1);

    await server.say({ type: 'presence', userId: 'bob', status: 'away' });
    server.client.close('a');
    assert.deepEqual(server.sent('close'), [{ type: 'close', conversationId: 'a' }]);
    assert.equal(server.client.presence('bob'), null);
    await server.reconnects();
    await server.online(entry('a', 1));
    assert.deepEqual(server.sent('open'), []);
  });

  it('ask to open again when there is no answer', async () => {
    const server = await online(entry('a', 1));
    server.client.open('a');
    server.sent();
    await server.say({ type: 'rejected', conversationId: 'a', code: 'unavailable', message: '', retryAfterMs: 500 });
    await server.clock.advance(500);
    assert.equal(server.sent('open').length, 1);
  });

  it('find out about a membership that the server doubts', async () => {
    const server = await online(entry('a', 1));
    server.client.open('a');
    await server.say({ type: 'rejected', conversationId: 'a', code: 'not_a_member', message: '' });
    const [ask] = server.sent('history');
    assert.deepEqual([ask.after, ask.limit], [1, 1]);
    await server.say({ type: 'rejected', ref: ask.ref, conversationId: 'a', code: 'not_a_member', message: '' });
    assert.deepEqual(server.told('left'), [{ conversationId: 'a' }]);
  });

  it('are refused to the application with the code', async () => {
    const server = await online(entry('a', 1));
    const answer = server.client.history('x');
    const refused = assert.rejects(answer, { code: 'not_a_member' });
    const [ask] = server.sent('history');
    await server.say({ type: 'rejected', ref: ask.ref, code: 'not_a_member', message: 'no' });
    await refused;
    const stopped = assert.rejects(server.client.history('a'), { code: 'stopped' });
    server.client.stop();
    await stopped;
  });

  it('pass on what others do', async () => {
    const server = await online(entry('a', 1));
    await server.say({ type: 'typing', conversationId: 'a', userId: 'bob' });
    await server.say({ type: 'read', conversationId: 'a', reads: { bob: 1 } });
    await server.say({ type: 'rejected', code: 'bad_frame', message: 'no' });
    assert.equal(server.told('typing')[0].userId, 'bob');
    assert.equal(server.client.conversation('a').reads.get('bob'), 1);
    assert.equal(server.told('rejected')[0].code, 'bad_frame');
    server.client.typing('a');
    server.client.typing('a');
    assert.equal(server.sent('typing').length, 1);
    server.client.setStatus('away');
    await server.reconnects();
    await server.online(entry('a', 1));
    assert.deepEqual(server.sent('status'), [{ type: 'status', ref: 'status', status: 'away' }]);
  });
});

describe('ids', () => {
  it('of users are told from other text', () => {
    for (const good of ['alice', 'a', 'A-z_0.9:@x', 'auth0|5f7c', 'a+b=c~', '..', '__proto__', 'x'.repeat(128)])
      assert.equal(isUserId(good), true);
    for (const bad of ['', 'x'.repeat(129), 'a b', 'a/b', 'a%b', 'ä', 'a\n', null, 7])
      assert.equal(isUserId(bad), false);
  });

  it('of commands are UUIDs that sort by time', () => {
    const ids = [1, 2, 1_750_000_000_000].map((now) => uuidv7(now));
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(parseInt(ids[2].slice(0, 8) + ids[2].slice(9, 13), 16), 1_750_000_000_000);
  });
});
