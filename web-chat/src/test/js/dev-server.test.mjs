import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ParleyClient } from '../../../../client-js/src/main/js/parley-client.js';
import { DevServer } from './support/dev-server.mjs';
import { NodeWebSocket } from '../../../../client-js/src/test/js/support/websocket.mjs';

describe('the client over real sockets', () => {
  const server = new DevServer();
  const clients = [];
  let address;

  before(async () => (address = await server.start()));
  after(async () => {
    clients.forEach((client) => client.stop());
    await server.stop();
  });

  function connect(userId) {
    const token = async () => {
      const answer = await fetch(`${address}/v1/token`, { method: 'POST', body: JSON.stringify({ userId }) });
      return (await answer.json()).token;
    };
    const url = `${address.replace('http', 'ws')}/v1/connect`;
    const client = new ParleyClient({ url, token, WebSocket: NodeWebSocket, limits: { backoff: 50 } });
    clients.push(client);
    client.start();
    return client;
  }

  function until(client, name, matches = () => true) {
    return new Promise((resolve) => {
      const end = client.on(name, (value) => {
        if (!matches(value)) return;
        end();
        resolve(value);
      });
    });
  }

  it('chats, is cut off, and catches up', async () => {
    const alice = connect('alice');
    const bob = connect('bob');
    await Promise.all([until(alice, 'synced'), until(bob, 'synced')]);
    const added = until(bob, 'event', (event) => event.kind === 'created');
    const created = await alice.create('direct', ['bob']).outcome;
    assert.equal((await added).conversationId, created.conversationId);
    const there = until(alice, 'presence', (frame) => frame.userId === 'bob' && frame.status === 'online');
    alice.open(created.conversationId);
    await there;

    server.breakConnections();
    const long = `${'ü'.repeat(10_000)} done`; // takes the longer forms of frames
    const all = until(bob, 'event', (event) => event.content === long);
    alice.send(created.conversationId, 'while down');
    const sent = alice.send(created.conversationId, long);
    assert.equal((await sent.outcome).sequence, 3);
    assert.equal((await all).sequence, 3);
    const { events } = await bob.history(created.conversationId);
    assert.deepEqual(
      events.map((event) => event.kind),
      ['created', 'message', 'message'],
    );
  });

  it('serves the page under a strict policy, and nothing else', async () => {
    const page = await fetch(`${address}/`);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy'), /default-src 'self'/);
    assert.equal((await fetch(`${address}/%2e%2e/%2e%2e/pom.xml`)).status, 404);
    const refused = await fetch(`${address}/v1/token`, { method: 'POST', body: '{"userId":"not a name"}' });
    assert.equal(refused.status, 400);
  });
});
