import { ParleyClient } from '@parley/client';
import { answerTo } from './answers.js';
import { Handled } from './handled.js';
import { tokensFrom } from './tokens.js';

/**
 * Answers what begins with ! in every conversation that it is put into: each message once, whatever ends it in between.
 *
 * PARLEY_URL is the address that `./parley up` prints, with its code; PARLEY_BOT the bot's user id.
 */
const address = new URL(process.env.PARLEY_URL ?? 'http://127.0.0.1:8080');
const name = process.env.PARLEY_BOT ?? 'bot';
const handled = new Handled(process.env.PARLEY_BOT_FILE ?? `${name}.json`);

const client = new ParleyClient({
  url: `${address.origin.replace(/^http/, 'ws')}/v1/connect`,
  token: tokensFrom(address, name),
  // From where it had come to; in a conversation that it doesn't know, from its read mark, which is 0 at first.
  resumeAfter: ({ conversationId, read }) => handled.in(conversationId) ?? read,
});

// A large group tells of its events those alone who have it open.
client.on('conversation', ({ conversationId, large }) => large && client.open(conversationId));
client.on('left', ({ conversationId }) => handled.forget(conversationId));

// One after the other in each conversation: what is handled is all that came before, too.
const lines = new Map();
client.on('event', (event) => {
  const { conversationId } = event;
  const line = (lines.get(conversationId) ?? Promise.resolve()).then(() => handle(event));
  lines.set(
    conversationId,
    line.catch((error) => {
      console.error(`${conversationId} ${event.sequence}: ${error.message}`);
      process.exit(1); // whoever runs it starts it again, and it goes on from here
    }),
  );
});

async function handle(event) {
  const { conversationId, sequence } = event;
  const answer = event.senderId === client.userId ? null : answerTo(event);
  if (answer !== null) {
    // The same id in the next process too, so that a crash between the answer and the note of it doesn't answer twice.
    const command = client.send(conversationId, answer, { replyTo: sequence, id: `${conversationId}.${sequence}` });
    await command.outcome.catch((error) => {
      if (error.code === 'stopped' || error.code === 'expired') throw error;
      console.error(`${conversationId} ${sequence}: no answer: ${error.code}`); // deleted meanwhile, or removed
    });
  }
  handled.upTo(conversationId, sequence);
  client.read(conversationId, sequence);
}

client.on('state', ({ phase, reason }) => console.log(reason ? `${phase}: ${reason}` : phase));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(client.stop()));
client.start();
