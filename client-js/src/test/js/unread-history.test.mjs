import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ME, ScriptedServer } from './support/scripted-server.mjs';

const RECORDED = new URL('../../../../topologies/src/test/resources/unread/', import.meta.url);

/** What the owner of users told the sessions of one user, and what had to be unread by then. */
function recorded(file) {
  const lines = readFileSync(new URL(file, RECORDED), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

describe('the client counts as the server does', () => {
  for (const file of readdirSync(RECORDED)) {
    it(file, async () => {
      let server;
      let checks = 0;
      for (const frame of recorded(file)) {
        if (frame.type === 'session') {
          server = new ScriptedServer();
          server.client.start();
          await server.clock.advance(0);
          await server.ready();
        } else if (frame.type === 'check') {
          for (const [conversation, unread] of Object.entries(frame.unread)) {
            checks += 1;
            const view = server.client.conversation(conversation);
            assert.equal(view.unread, unread, `check ${checks}: ${JSON.stringify(view)}`);
          }
        } else {
          await server.say(frame);
        }
      }
      assert.equal(ME, 'alice');
      assert.ok(checks > 100);
    });
  }
});
