import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Messages, reactionKey, Transcript } from '../../main/js/parley-client.js';
import { settle } from './support/fake-clock.mjs';
import { Random } from './support/random.mjs';
import { entry, message, messages, page, ScriptedServer } from './support/scripted-server.mjs';

const edited = (sequence, target, content) => message('a', sequence, { kind: 'edited', target, content });
const deleted = (sequence, target) => message('a', sequence, { kind: 'deleted', target, content: undefined });
const reacted = (sequence, senderId, reaction, removed = false) =>
  message('a', sequence, { kind: 'reacted', target: 1, senderId, reaction, removed, content: undefined });
const of = (...events) => new Messages().add(events);

describe('messages as they stand now', () => {
  it('have the newest text, whatever came first', () => {
    const events = [message('a', 1), edited(2, 1, 'second'), edited(3, 1, 'third')];
    for (const order of [events, [...events].reverse(), [events[2], events[0], events[1]]]) {
      const { content, edited: changed, editedSequence, stale } = of(...order).get(1);
      assert.deepEqual([content, changed, editedSequence, stale], ['third', true, 3, false]);
    }
  });

  it('are gone once deleted, with their texts and reactions, whatever comes later', () => {
    const events = [message('a', 1), reacted(2, 'bob', '+'), deleted(3, 1), edited(4, 1, 'late')];
    for (const order of [events, [...events].reverse()]) {
      const view = of(...order).get(1);
      assert.deepEqual([view.content, view.deleted, view.edited, view.reactions], [null, true, false, []]);
    }
    assert.equal(of(message('a', 1, { deleted: true, content: undefined }), edited(4, 1, 'late')).get(1).content, null);
  });

  it('have each reaction once per user, as the last word of each says', () => {
    const { reactions } = of(
      reacted(7, 'bob', '!', true),
      reacted(6, 'bob', '!'),
      reacted(5, 'carol', '+', true),
      reacted(4, 'carol', '+'),
      reacted(3, 'bob', '+'),
      reacted(2, 'bob', '+'),
      message('a', 1),
    ).get(1);
    assert.deepEqual(reactions, [{ reaction: '+', by: ['bob'], count: 1 }]);
  });

  it('have reactions that are the same once, whatever form of Unicode they come in', () => {
    const { reactions } = of(message('a', 1), reacted(2, 'bob', '\u2764\ufe0f'), reacted(3, 'carol', '\u2764')).get(1);
    assert.deepEqual(reactions, [{ reaction: '\u2764\ufe0f', by: ['bob', 'carol'], count: 2 }]);
    assert.equal(reactionKey('e\u0301'), reactionKey('\u00e9'));
  });

  it('have the reactions that a page tells, and only later ones on top', () => {
    const given = (userIds, count = userIds.length) => [{ reaction: '+', count, userIds }];
    const pageOf = (reactions, ...events) => ({ events: [message('a', 1, { reactions }), ...events], complete: true });
    const all = new Messages().addPage(pageOf(given(['bob', 'carol']), reacted(2, 'dave', '+')), 9);
    assert.deepEqual(all.get(1).reactions, [{ reaction: '+', by: ['bob', 'carol'], count: 2 }]); // dave's was taken back
    all.change(reacted(10, 'erin', '+')).change(reacted(10, 'erin', '+'));
    all.add([reacted(11, 'bob', '+', true), reacted(12, 'bob', '!')]);
    const expected = [
      { reaction: '+', by: ['carol', 'erin'], count: 2 },
      { reaction: '!', by: ['bob'], count: 1 },
    ];
    assert.deepEqual(all.get(1).reactions, expected);
    all.addPage(pageOf(given(['frank'])), 8); // read before
    assert.deepEqual(all.get(1).reactions, expected);
    all.addPage(pageOf(given(['carol', 'erin', 'bob'])), 12);
    assert.deepEqual(
      all.get(1).reactions,
      given(['carol', 'erin', 'bob']).map(({ userIds: by, ...more }) => ({ ...more, by })),
    );
  });

  it('count those whom a page does not name', () => {
    const reactions = [{ reaction: '+', count: 30, userIds: ['bob', 'carol'] }];
    const all = new Messages().addPage({ events: [message('a', 1, { reactions })], complete: false });
    all.add([reacted(2, 'dave', '+'), reacted(3, 'someone', '+', true), reacted(4, 'bob', '+', true)]);
    assert.deepEqual(all.get(1).reactions, [{ reaction: '+', by: ['carol', 'dave'], count: 29 }]);
  });

  it('say which events have a place of their own', () => {
    const all = of(message('a', 5), reacted(6, 'bob', '+'), message('a', 7)).add([edited(4, 1, 'x'), message('a', 3)]);
    assert.deepEqual(all.lines(), [3, 5, 7]);
    all.change(reacted(9, 'bob', '+'));
    assert.deepEqual([all.lines(), all.to, all.event(7).sequence, all.event(9)], [[3, 5, 7], 7, 7, null]);
  });

  it('wait for the message that a change is about', () => {
    const all = of(reacted(7, 'bob', '+'), edited(8, 1, 'new'), deleted(9, 2));
    assert.deepEqual(all.list(), []);
    assert.equal(all.get(1), null);
    all.add(messages('a', 1, 2));
    assert.equal(all.get(1).content, 'new');
    assert.deepEqual(all.get(1).reactions, [{ reaction: '+', by: ['bob'], count: 1 }]);
    assert.equal(all.get(2).deleted, true);
    assert.deepEqual([all.from, all.to], [1, 9]);
  });

  it('know when there is a newer text than theirs', () => {
    const all = of(message('a', 1), edited(5, 1, undefined));
    assert.deepEqual(all.stale(), [1]);
    assert.equal(all.get(1).edited, true);
    all.add([message('a', 1, { content: 'new', editedSequence: 5 })]);
    assert.deepEqual(all.stale(), []);
    assert.equal(all.get(1).content, 'new');

    const live = of(message('a', 1), edited(5, 1, undefined)).add([edited(5, 1, 'live')]);
    assert.deepEqual([live.get(1).content, live.stale()], ['live', []]);
    live.add([edited(5, 1, undefined), message('a', 1)]); // both again, knowing less
    assert.deepEqual([live.get(1).content, live.stale()], ['live', []]);
  });

  it('are not set back by what was read before', () => {
    const all = of(
      message('a', 1, { content: 'new', editedSequence: 5 }),
      edited(3, 1, 'old'),
      edited(5, 1, undefined),
    );
    assert.deepEqual([all.get(1).content, all.stale()], ['new', []]);
    all.add([message('a', 1, { content: 'older', editedSequence: 3 }), message('a', 1)]);
    assert.equal(all.get(1).content, 'new');
  });

  it('come out the same in every order', () => {
    const events = [
      ...messages('a', 1, 2),
      edited(3, 1, 'x'),
      reacted(4, 'bob', '+'),
      reacted(5, 'bob', '+', true),
      edited(6, 1, undefined),
      message('a', 1, { content: 'y', editedSequence: 6 }),
      deleted(7, 2),
      reacted(8, 'carol', '+'),
    ];
    const expected = of(...events).list();
    const random = new Random(1);
    for (let round = 0; round < 200; round++) {
      const shuffled = [...events, ...events].map((event) => [random.next(), event]).sort(([a], [b]) => a - b);
      const some = new Messages();
      for (const [, event] of shuffled) {
        some.add([event]);
        some.list(); // what was made of it so far must not stay
      }
      assert.deepEqual(some.list(), expected);
    }
  });
});

describe('a transcript', () => {
  async function transcriptOf(head) {
    const server = await new ScriptedServer().online(entry('a', head));
    let changes = 0;
    const transcript = new Transcript(server.client, 'a', () => (changes += 1));
    const answer = async (events, more = {}) => {
      const [ask] = server.sent('history');
      await server.say(page(ask.ref, 'a', events, more));
      return ask;
    };
    return { server, transcript, answer, changes: () => changes };
  }
  const sequences = ({ messages: all }) => all.events().map((event) => event.sequence);

  it('is the newest page, and what comes live while and after that is read', async () => {
    const { server, transcript, answer, changes } = await transcriptOf(80);
    const loading = transcript.load();
    transcript.load();
    await server.say(message('a', 81));
    assert.deepEqual([transcript.loading, transcript.loaded], [true, false]);
    const ask = await answer(messages('a', 31, 80));
    await loading;
    assert.deepEqual([ask.after, ask.through], [30, 80]);
    await server.say(message('a', 82));
    assert.deepEqual([transcript.loaded, transcript.complete, changes() > 0], [true, false, true]);
    assert.deepEqual([sequences(transcript)[0], sequences(transcript).at(-1)], [31, 82]);
    assert.deepEqual(server.sent('history'), []);
  });

  it('goes back far enough for what is unread', async () => {
    const { server, transcript } = await transcriptOf(500);
    transcript.load({ from: 400 });
    assert.equal(server.sent('history')[0].after, 390);
  });

  it('grows upwards by what joins on', async () => {
    const { transcript, answer } = await transcriptOf(60);
    transcript.load();
    await answer(messages('a', 11, 60));
    transcript.older();
    transcript.older();
    assert.equal((await answer(messages('a', 1, 5))).before, 11);
    assert.equal(transcript.messages.from, 11);
    transcript.older();
    await answer(messages('a', 1, 10));
    assert.deepEqual([transcript.messages.from, transcript.complete], [1, true]);
  });

  it('opens at what is unread when that is far back, and takes live only what it does to what is here', async () => {
    const { server, transcript, answer } = await transcriptOf(5_000);
    transcript.load({ from: 1_000 });
    await server.say(message('a', 5_001), deleted(5_002, 980));
    const ask = await answer(messages('a', 975, 1_024));
    assert.deepEqual([ask.around, ask.through, ask.limit], [1_000, 5_000, 50]);
    assert.deepEqual([transcript.loaded, transcript.atEnd, transcript.messages.to], [true, false, 1_024]);
    assert.equal(transcript.messages.get(980).deleted, true);
    await server.say(message('a', 5_003), edited(5_004, 990, 'new'));
    assert.deepEqual([transcript.messages.to, transcript.messages.get(990).content], [1_024, 'new']);
    assert.equal(transcript.messages.get(5_003), null);
  });

  it('grows downwards until it is at the end, without a hole', async () => {
    const { server, transcript, answer } = await transcriptOf(300);
    transcript.load({ from: 100 });
    await answer(messages('a', 75, 124));
    transcript.newer();
    transcript.newer();
    const ask = await answer(messages('a', 125, 174));
    assert.deepEqual([ask.after, ask.through], [124, 300]);
    assert.deepEqual([transcript.messages.to, transcript.atEnd], [174, false]);
    transcript.newer();
    await server.say(message('a', 301)); // while that is under way
    await answer(messages('a', 175, 300));
    assert.deepEqual([transcript.messages.to, transcript.atEnd], [300, false]);
    transcript.newer();
    await answer(messages('a', 301, 301));
    assert.equal(transcript.atEnd, true);
    await server.say(message('a', 302));
    assert.deepEqual(
      sequences(transcript),
      [...messages('a', 75, 302)].map(({ sequence }) => sequence),
    );
    transcript.newer();
    assert.deepEqual(server.sent('history'), []);
  });

  it('has no hole when the stream of a large group starts further on than it goes', async () => {
    const server = await new ScriptedServer().online();
    await server.inbox([entry('a', 20, { large: true })]); // added meanwhile, nothing comes until it is open
    const transcript = new Transcript(server.client, 'a');
    transcript.load();
    await server.say(page(server.sent('history')[0].ref, 'a', messages('a', 1, 20)));
    assert.deepEqual([transcript.messages.to, transcript.atEnd], [20, true]);
    server.client.open('a');
    await server.say({ type: 'opened', conversationId: 'a', kind: 'group', head: 90, members: [], large: true });
    const [ask] = server.sent('history');
    await server.say(page(ask.ref, 'a', messages('a', ask.after + 1, 90)));
    transcript.newer();
    for (const { ref: asked, after } of server.sent('history'))
      await server.say(page(asked, 'a', messages('a', after + 1, 90)));
    assert.deepEqual([sequences(transcript).length, transcript.messages.to, transcript.atEnd], [90, 90, true]);
  });

  it('goes to a message that is not here and back to the end, and shows what it had until then', async () => {
    const { server, transcript, answer } = await transcriptOf(500);
    transcript.load();
    await answer(messages('a', 451, 500));
    await transcript.goTo(470);
    assert.deepEqual(server.sent('history'), []);
    transcript.goTo(40);
    assert.deepEqual([transcript.loading, transcript.loaded, transcript.messages.from], [true, true, 451]);
    await server.say(message('a', 501));
    assert.equal(transcript.messages.to, 501);
    assert.equal((await answer(messages('a', 15, 64))).around, 40);
    assert.deepEqual([transcript.messages.from, transcript.messages.to, transcript.atEnd], [15, 64, false]);
    transcript.latest();
    await answer(messages('a', 452, 501));
    assert.deepEqual([transcript.messages.from, transcript.messages.to, transcript.atEnd], [452, 501, true]);
    await transcript.latest();
    assert.deepEqual(server.sent('history'), []);
  });

  it('shows what was asked for last when two places were', async () => {
    const { server, transcript } = await transcriptOf(500);
    transcript.load({ from: 10 });
    transcript.goTo(250);
    const [first, second] = server.sent('history');
    await server.say(page(second.ref, 'a', messages('a', 225, 274)));
    await server.say(page(first.ref, 'a', messages('a', 1, 50)));
    assert.deepEqual([transcript.messages.from, transcript.loading], [225, false]);
  });

  it('stays where it is when that is what was asked for last', async () => {
    const { server, transcript, answer } = await transcriptOf(500);
    transcript.load();
    await answer(messages('a', 451, 500));
    for (const stay of [() => transcript.latest(), () => transcript.goTo(470)]) {
      transcript.goTo(40);
      const [ask] = server.sent('history');
      await stay();
      await server.say(page(ask.ref, 'a', messages('a', 15, 64)));
      assert.deepEqual([transcript.messages.from, transcript.atEnd, transcript.loading], [451, true, false]);
    }
  });

  it('reads a message again whose edit came without its text, once', async () => {
    const { server, transcript, answer } = await transcriptOf(1);
    transcript.load();
    await answer(messages('a', 1, 1));
    await server.reconnects();
    await server.online(entry('a', 2));
    await answer([edited(2, 1, undefined)]);
    const ask = await answer([message('a', 1, { content: 'new', editedSequence: 2 })]);
    assert.deepEqual([ask.after, ask.through], [0, 1]);
    assert.equal(transcript.messages.get(1).content, 'new');
    await server.say(message('a', 3));
    assert.deepEqual(server.sent('history'), []);
  });

  it('starts over when events were left out', async () => {
    const server = await new ScriptedServer({ limits: { catchUp: 10 } }).online(entry('a', 1));
    const transcript = new Transcript(server.client, 'a');
    transcript.load();
    await server.say(page(server.sent('history')[0].ref, 'a', messages('a', 1, 1)));
    assert.equal(transcript.loaded, true);
    await server.reconnects();
    await server.online(entry('a', 500));
    assert.deepEqual([transcript.loaded, transcript.messages.empty], [false, true]);
    transcript.load();
    assert.deepEqual([server.sent('history')[0].after], [450]);
  });

  it('ends when it is closed, or the user is no member any more', async () => {
    const { server, transcript, answer } = await transcriptOf(1);
    transcript.load();
    await answer(messages('a', 1, 1));
    transcript.close();
    await server.say(message('a', 2));
    assert.equal(transcript.messages.empty, true);

    const other = new Transcript(server.client, 'a');
    other.load();
    const [ask] = server.sent('history');
    await server.say({ type: 'rejected', ref: ask.ref, conversationId: 'a', code: 'not_a_member', message: '' });
    await settle();
    assert.deepEqual([other.loading, other.loaded], [false, false]);
  });
});
