import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Transcript } from '../../main/js/parley-client.js';
import { settle } from './support/fake-clock.mjs';
import { entry, message, messages, page, ScriptedServer } from './support/scripted-server.mjs';

const direct = (head, more = {}) => entry('d', head, { kind: 'direct', title: null, peer: 'bob', ...more });
const online = (...entries) => new ScriptedServer().online(...entries);
const withheld = (sequence) => ({
  type: 'event',
  conversationId: 'd',
  sequence,
  kind: 'withheld',
  sentAt: '2026-01-01T00:00:00.000Z',
});

async function settled(promise) {
  let state = 'waits';
  promise.then(
    () => (state = 'done'),
    (error) => (state = error.code),
  );
  await settle();
  return state;
}

describe('blocking', () => {
  it('is done when the list says so', async () => {
    const server = await online();

    const done = server.client.block('bob');
    assert.deepEqual(server.sent('block'), [{ type: 'block', ref: 'block bob', userId: 'bob', off: false }]);
    assert.equal(await settled(done), 'waits');

    await server.say({ type: 'blocked', userIds: ['bob'] });
    assert.equal(await settled(done), 'done');
    assert.deepEqual([...server.client.blocked], ['bob']);
    assert.equal(server.told('blocked').length, 1);
  });

  it('asks again in the next session, but not for what another device has done', async () => {
    const server = await online();
    server.client.block('bob');
    server.client.block('eve');
    await server.reconnects();
    await server.ready(['eve']);
    await server.inbox([], true);

    assert.deepEqual(
      server.sent('block').map((frame) => frame.userId),
      ['bob'],
    );
  });

  it('asks again when the server could not take it, and gives up when it may not', async () => {
    const server = await online();
    const done = server.client.block('bob');
    server.sent('block');
    await server.say({ type: 'rejected', ref: 'block bob', code: 'unavailable', message: '', retryAfterMs: 100 });
    await server.clock.advance(200);
    assert.equal(server.sent('block').length, 1);

    await server.say({ type: 'rejected', ref: 'block bob', code: 'forbidden', message: 'full' });
    assert.equal(await settled(done), 'forbidden');
    assert.equal(server.told('rejected').length, 0);
  });

  it('hands out the place of what is withheld, without counting it as unread', async () => {
    const server = await online(direct(3));
    await server.say(withheld(4), message('d', 5, { senderId: 'alice' }));

    assert.deepEqual(server.sequences('d'), [4, 5]);
    assert.equal(server.client.conversation('d').unread, 0);
  });

  it('hides in history what the blocked one wrote, and gives it to who asks for it', async () => {
    const server = new ScriptedServer();
    server.client.start();
    await settle();
    await server.ready(['bob']);
    await server.inbox([direct(3)], true);
    const events = [message('d', 1), message('d', 2, { senderId: 'alice' }), message('d', 3)];

    const shown = server.client.history('d', { after: 0 });
    await server.say(page(server.sent('history')[0].ref, 'd', events));
    const hidden = server.client.history('d', { after: 0, hidden: true });
    await server.say(page(server.sent('history')[0].ref, 'd', events));

    assert.deepEqual((await shown).events, [withheld(1), events[1], withheld(3)]);
    assert.deepEqual((await hidden).events, events);
  });

  it('hides nothing in a group', async () => {
    const server = new ScriptedServer();
    server.client.start();
    await settle();
    await server.ready(['bob']);
    await server.inbox([entry('g', 3)], true);
    await server.say(message('g', 4));

    assert.equal(server.told('event')[0].kind, 'message');
  });

  it('reads a transcript anew when the block begins and ends', async () => {
    const server = await online(direct(2));
    const transcript = new Transcript(server.client, 'd');
    const read = transcript.load();
    await server.say(page(server.sent('history')[0].ref, 'd', messages('d', 1, 2)));
    await read;
    assert.equal(transcript.messages.list().length, 2);

    await server.say({ type: 'blocked', userIds: ['bob'] });
    assert.equal(transcript.loaded, false);
    const again = transcript.load();
    await server.say(page(server.sent('history')[0].ref, 'd', messages('d', 1, 2)));
    await again;

    assert.equal(transcript.messages.list().length, 0);
    assert.equal(transcript.complete, true);
  });
});

describe('muting', () => {
  it('is done when the entry says so', async () => {
    const server = await online(entry('g', 3));
    const done = server.client.mute('g');
    assert.deepEqual(server.sent('mute'), [{ type: 'mute', ref: 'mute g', conversationId: 'g', off: false }]);

    await server.inbox([entry('g', 3, { muted: true })]);

    assert.equal(await settled(done), 'done');
    assert.equal(server.client.conversation('g').muted, true);
  });

  it('knows a time in any notation', async () => {
    const server = await online(entry('g', 3));
    const done = server.client.mute('g', { until: '2026-01-01T09:00:00+01:00' });
    await server.inbox([entry('g', 3, { muted: '2026-01-01T08:00:00.000Z' })]);

    assert.equal(await settled(done), 'done');
  });

  it('ends', async () => {
    const server = await online(entry('g', 3, { muted: true }));
    const done = server.client.unmute('g');
    assert.equal(server.sent('mute')[0].off, true);
    await server.inbox([entry('g', 3)]);

    assert.equal(await settled(done), 'done');
    assert.equal(server.client.conversation('g').muted, null);
  });
});
