import {
  ParleyClient,
  ParleyError,
  Messages,
  Transcript,
  reactionKey,
  DEFAULT_LIMITS,
  directConversationId,
  isUserId,
  uuidv7,
  type Command,
  type MessageEvent,
  type Options,
} from '../../main/js/parley-client.js';
const options: Options = {
  url: 'wss://x/v1/connect',
  token: async ({ renew }) => `t${renew}`,
  WebSocket,
  limits: { catchUp: 100 },
};
const client = new ParleyClient(options);
client.on('event', (event) => {
  switch (event.kind) {
    case 'message':
      return void event.content?.length;
    case 'reacted':
      return void event.reaction.length;
    case 'created':
      return void event.members[0].role;
    case 'removed':
      return void event.newOwner;
    default:
      return;
  }
});
client.on('state', (s) => s.phase === 'online');
// @ts-expect-error
client.on('nonsense', () => {});
const command: Command<MessageEvent> = client.send('c', 'hi', { replyTo: 3 });
command.outcome.then(
  (e) => e.sequence,
  (e: ParleyError) => e.code === 'expired',
);
// @ts-expect-error
client.setStatus('offline');
const t = new Transcript(client, 'c', () => {});
t.messages.list().map((m) => [m.content?.length, m.reactions[0]?.by]);
new Messages().add([]).stale();
const n: number = DEFAULT_LIMITS.gap;
if (isUserId('x')) uuidv7(n);
client.history('c', { after: 1, through: 2 }).then((p) => p.events.length);
client.on('synced', () => {});
client.nudge();

// The outcome is the event of the command.
async function outcomes(signal: AbortSignal) {
  const hello = await client.send(client.directWith('bob'), 'Hello').outcome;
  const text: string | undefined = hello.content;
  const role = (await client.create('group', ['bob'], 'Lunch').outcome).members[0].role;
  const reaction: string | undefined = (await client.react('c', hello.sequence, '+1').outcome)?.reaction;
  // @ts-expect-error: it may have been given already
  (await client.react('c', hello.sequence, '+1').outcome).reaction;
  const edited: number = (await client.outcome(client.edit('c', 2, 'x'), { timeout: 1_000, signal })).target;
  // @ts-expect-error
  (await client.delete('c', 2).outcome).content;
  const owners = (await client.role('c', ['bob'], 'owner').outcome)?.role;
  await client.ready({ timeout: 5_000 });
  return [text, role, reaction, edited, owners];
}
outcomes(new AbortController().signal);
const any: readonly Command[] = client.pending();
client.on('command', (each: Command) => each.event?.sequence);
const heard = (event: { sequence: number }) => void event.sequence;
client.once('event', heard);
client.off('event', heard);
// @ts-expect-error: a snapshot
client.conversations().sort();
const id: string = directConversationId('alice', 'bob');
void [any, id];
t.load({ from: 3 })
  .then(() => t.goTo(2))
  .then(() => t.newer())
  .then(() => t.latest())
  .then(() => t.atEnd);
client.members('c', { after: 'bob', limit: 500 }).then(({ members, more }) => [members[0]?.role, more]);
client.history('c', { around: 2 }).then((p) =>
  new Messages()
    .addPage(p, 9)
    .lines()
    .map((s) => s + 1),
);
client.role('c', ['bob'], 'owner');
// @ts-expect-error
client.role('c', ['bob'], 'admin');
const reacted: number = new Messages().list()[0].reactions[0].count;
reactionKey(`${reacted}`);
client.on('event', (e) => e.kind === 'roleChanged' && e.role === 'owner');
