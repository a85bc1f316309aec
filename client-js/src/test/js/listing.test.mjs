import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settle } from './support/fake-clock.mjs';
import { entry, message, page, ScriptedServer } from './support/scripted-server.mjs';

const at = (minutes) => new Date(Date.parse('2026-01-01T00:00:00Z') + minutes * 60_000).toISOString();
const old = (id, head, minutes, more) => entry(id, head, { activeAt: at(minutes), ...more });
const ids = (conversations) => conversations.map((conversation) => conversation.conversationId);

/** The newest page of an inbox that has more. */
async function newest(server, entries, cursor = 'c1') {
  if (server.client.state.phase === 'stopped') server.client.start();
  await settle();
  await server.ready();
  await server.say({ type: 'inbox', conversations: entries, last: true, more: true, cursor });
}

async function answers(server, conversations, cursor) {
  const [{ ref, ...asked }] = server.sent('list');
  await server.say({ type: 'inbox', ref, conversations, last: true, more: cursor ? true : undefined, cursor });
  return asked;
}

describe('an inbox in pages', () => {
  it('is online with the newest page, and lists older conversations on request', async () => {
    const server = new ScriptedServer();
    await newest(server, [old('a', 3, 9)]);

    const first = server.client.listOlder({ limit: 2 });
    const second = server.client.listOlder();
    await settle();
    const asked = await answers(server, [old('b', 2, 8), old('c', 5, 7)], 'c2');
    const askedThen = await answers(server, [old('d', 1, 6)]);

    assert.equal(server.client.state.phase, 'online');
    assert.deepEqual(asked, { type: 'list', before: 'c1', limit: 2 });
    assert.deepEqual(askedThen, { type: 'list', before: 'c2', limit: 50 });
    assert.deepEqual(ids((await first).conversations), ['b', 'c']);
    assert.equal((await first).more, true);
    assert.equal((await second).more, false);
    assert.equal(server.client.more, false);
    assert.deepEqual(ids(server.client.conversations()), ['a', 'b', 'c', 'd']);
    assert.deepEqual(server.told('event'), []);
    assert.deepEqual(server.sent('history'), []);
    assert.equal(server.told('synced').length, 1);
  });

  it('keeps what it knew over a reconnect, and lists on as far as that was active', async () => {
    const server = new ScriptedServer();
    await newest(server, [old('a', 3, 9)]);
    const listed = server.client.listOlder();
    await settle();
    await answers(server, [old('b', 2, 8), old('c', 5, 3), old('d', 5, 2)], 'c2');
    await listed;
    await server.reconnects();
    await newest(server, [old('x', 1, 20)], 'n1');

    assert.deepEqual(ids(server.client.conversations()), ['a', 'b', 'c', 'd', 'x']);
    const first = await answers(server, [old('a', 3, 9), old('b', 4, 8)], 'n2');
    const second = await answers(server, [old('c', 5, 3), old('e', 1, 1)], 'n3');

    assert.deepEqual([first.before, second.before], ['n1', 'n2']);
    assert.deepEqual(server.sent('list'), []); // the last one was active before all that was known
    const asked = server.sent('history');
    assert.deepEqual(
      asked.map(({ conversationId, after }) => [conversationId, after]),
      [
        ['b', 2],
        ['d', 5],
      ],
    );
    const { ref } = asked[1];
    await server.say({ type: 'rejected', ref, conversationId: 'd', code: 'not_a_member', message: 'no' });
    assert.deepEqual(server.told('left'), [{ conversationId: 'd' }]);
    assert.equal(server.client.more, true);
  });

  it('lists on until the last visit where the application says when that was', async () => {
    const server = new ScriptedServer({ lastVisit: at(5), resumeAfter: () => 1 });
    await newest(server, [old('a', 1, 9)]);
    const first = await answers(server, [old('b', 2, 6)], 'c2');
    const second = await answers(server, [old('c', 1, 4)], 'c3');

    assert.deepEqual([first.before, second.before], ['c1', 'c2']);
    assert.deepEqual(server.sent('list'), []);
    assert.deepEqual(ids(server.sent('history')), ['b']);
  });

  it('lists on as far in the next session when the connection breaks before it has', async () => {
    const server = new ScriptedServer({ lastVisit: at(5), resumeAfter: () => 1 });
    await newest(server, [old('a', 1, 9)]);
    assert.equal(server.sent('list').length, 1);
    await server.reconnects();
    await newest(server, [old('a', 1, 9)], 'n1');
    const again = await answers(server, [old('b', 2, 6)], 'c2'); // of the session before: it says nothing of this one's rest
    const first = await answers(server, [old('b', 2, 6)], 'n2');
    const second = await answers(server, [old('c', 1, 4)], 'n3');

    assert.deepEqual([again.before, first.before, second.before], ['c1', 'n1', 'n2']);
    assert.deepEqual(ids(server.sent('history')), ['b']);
  });

  it('hands out the first event of a conversation that was not listed', async () => {
    const server = new ScriptedServer();
    await newest(server, [old('a', 3, 9)]);
    await server.inbox([old('b', 7, 1)]);
    await server.say(message('b', 8));

    assert.deepEqual(server.sequences('b'), [8]);
    assert.deepEqual(server.sent('history'), []);
  });

  it('begins at the head of a conversation that it asked about itself', async () => {
    const server = new ScriptedServer();
    await newest(server, [old('a', 3, 9)]);
    server.client.open('b');
    const read = server.client.history('c');
    await settle();
    await server.inbox([old('b', 7, 1)]);
    await server.inbox([old('c', 9, 1)]);
    const [{ ref }] = server.sent('history');
    await server.say(page(ref, 'c', [message('c', 9)]));
    await read;
    await server.clock.advance(5_000);

    assert.deepEqual(server.sent('history'), []);
    assert.deepEqual(server.told('event'), []);
    assert.equal(server.client.conversation('b').position, 7);
  });
});

describe('the newest message', () => {
  const preview = { sequence: 3, senderId: 'bob', sentAt: at(1), text: 'hello' };

  it('comes with the entry, and follows the events', async () => {
    const server = await new ScriptedServer().online(old('a', 3, 1, { preview }), old('b', 2, 1));
    const shown = server.client.conversation('a');
    await server.inbox([old('a', 3, 1)]);
    assert.deepEqual(shown.preview, preview);
    assert.equal(server.client.conversation('b').preview, null);
    assert.equal(server.client.conversation('a'), shown);

    const text = () => server.client.conversation('a').preview.text;
    await server.say(message('a', 4, { kind: 'edited', target: 3, content: 'hello all' }));
    assert.equal(text(), 'hello all');
    await server.inbox([old('a', 3, 1, { preview })]); // older than the edit
    assert.equal(text(), 'hello all');
    await server.say(message('a', 5, { content: '😀'.repeat(150) }));
    assert.equal(text(), '😀'.repeat(140));
    await server.say(message('a', 6, { kind: 'deleted', target: 3 }));
    assert.equal(text(), '😀'.repeat(140));
    await server.say(message('a', 7, { kind: 'deleted', target: 5 }));
    assert.deepEqual([server.client.conversation('a').preview.sequence, text()], [5, null]);
    await server.say(message('a', 8, { content: 'c2VjcmV0', encrypted: true }));
    assert.deepEqual([server.client.conversation('a').preview.sequence, text()], [8, null]);
  });
});
