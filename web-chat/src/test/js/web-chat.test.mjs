import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { Directory } from '../../main/resources/web/directory.js';
import { same } from '../../main/resources/web/dom.js';
import { Drafts } from '../../main/resources/web/drafts.js';
import {
  briefTime,
  dayName,
  initials,
  lastSeen,
  lengthOf,
  linksIn,
  listing,
  onlyEmoji,
  previewLine,
  splitNames,
  systemLine,
} from '../../main/resources/web/format.js';
import { atMidnight } from '../../main/resources/web/midnight.js';
import { Reading } from '../../main/resources/web/reading.js';
import { Stretch } from '../../main/resources/web/stretch.js';
import { timelineRows } from '../../main/resources/web/timeline.js';
import { Messages } from '../../../../client-js/src/main/js/parley-client.js';
import { Typists } from '../../main/resources/web/typists.js';
import { settle } from '../../../../client-js/src/test/js/support/fake-clock.mjs';

const WEB = new URL('../../main/resources/web/', import.meta.url);
const CLIENT = new URL('../../../../client-js/src/main/js/', import.meta.url);
const ME = 'alice';
const MINUTE = 60_000;
const START = Date.parse('2026-03-10T12:00:00.000Z');

function message(sequence, senderId, more = {}) {
  const sentAt = new Date(START + sequence * MINUTE).toISOString();
  return {
    conversationId: 'a',
    sequence,
    kind: 'message',
    id: `id${sequence}`,
    senderId,
    sentAt,
    content: `text ${sequence}`,
    ...more,
  };
}

function rowsOf(events, context = {}) {
  return timelineRows(new Messages().add(events), { me: ME, ...context });
}

const messagesOf = (rows) => rows.filter((row) => row.type === 'message');

describe('a timeline', () => {
  it('is in order of sequence, whatever the order and the times of what comes', () => {
    const late = message(2, 'bob', { sentAt: message(9, 'bob').sentAt });
    const rows = rowsOf([message(3, 'bob'), late, message(1, 'bob'), message(3, 'bob')]);
    assert.deepEqual(
      messagesOf(rows).map((row) => row.sequence),
      [1, 2, 3],
    );
  });

  it('says the day once, and marks what is new', () => {
    const tomorrow = message(3, 'bob', { sentAt: new Date(START + 25 * 60 * MINUTE).toISOString() });
    const rows = rowsOf([message(1, 'bob'), message(2, 'bob'), tomorrow], { firstNew: 3 });
    assert.deepEqual(
      rows.map((row) => row.type),
      ['day', 'message', 'message', 'day', 'new', 'message'],
    );
  });

  it('puts together what one says in a row', () => {
    const events = [message(1, 'bob'), message(2, 'bob'), message(3, ME), message(4, 'bob'), message(20, 'bob')];
    const rows = messagesOf(rowsOf(events, { group: true }));
    assert.deepEqual(
      rows.map((row) => [row.first, row.last, row.named]),
      [
        [true, false, true],
        [false, true, false],
        [true, true, false],
        [true, true, true],
        [true, true, true],
      ],
    );
  });

  it('shows what later events made of a message', () => {
    const rows = messagesOf(
      rowsOf([
        message(1, 'bob'),
        message(2, 'bob'),
        message(3, 'bob'),
        message(4, 'bob', { kind: 'edited', target: 1, content: 'new' }),
        message(5, 'bob', { kind: 'deleted', target: 2 }),
        message(6, 'carol', { kind: 'reacted', target: 3, reaction: '+' }),
        message(7, ME, { kind: 'reacted', target: 3, reaction: '+' }),
        message(8, 'carol', { kind: 'reacted', target: 3, reaction: '+', removed: true }),
        message(9, 'bob', { kind: 'edited', target: 99, content: 'of a message not loaded' }),
      ]),
    );
    assert.deepEqual(
      rows.map((row) => [row.text, row.edited, row.muted]),
      [
        ['new', true, false],
        ['Message deleted', false, true],
        ['text 3', false, false],
      ],
    );
    assert.deepEqual(rows[2].reactions, [{ reaction: '+', by: [ME], count: 1, mine: true }]);
  });

  it('shows messages as history gives them', () => {
    const events = [
      message(1, 'bob', { deleted: true, content: undefined }),
      message(2, 'bob', { editedSequence: 5 }),
      message(3, 'bob', { encrypted: true, content: 'aGVsbG8=' }),
      message(4, 'bob', { replyTo: 2 }),
      message(5, 'bob', { kind: 'edited', target: 2, content: undefined }),
    ];
    const rows = messagesOf(rowsOf(events));
    assert.deepEqual(
      rows.map((row) => row.text),
      ['Message deleted', 'text 2', 'Encrypted message', 'text 4'],
    );
    assert.equal(rows[1].edited, true);
    assert.deepEqual(rows[3].quote, { sequence: 2, senderId: 'bob', text: 'text 2' });
  });

  it('ends with what has no number yet, and replaces it under the same key', () => {
    const command = (id, state, error = null) => ({
      id,
      type: 'send',
      state,
      error,
      createdAt: START,
      frame: { type: 'send', id, content: id },
    });
    const pending = [command('id2', 'accepted'), command('x', 'queued'), command('y', 'failed', { message: 'no' })];
    const before = messagesOf(rowsOf([message(1, ME)], { pending }));
    assert.deepEqual(
      before.map((row) => [row.sequence, row.state]),
      [
        [1, 'sent'],
        [null, 'sent'],
        [null, 'sending'],
        [null, 'failed'],
      ],
    );
    const after = messagesOf(rowsOf([message(1, ME), message(2, ME)], { pending, reads: new Map([['bob', 1]]) }));
    assert.deepEqual(
      after.map((row) => row.key),
      before.map((row) => row.key),
    );
    assert.deepEqual(
      after.map((row) => row.state),
      ['seen', 'sent', 'sending', 'failed'],
    );
    assert.equal(after[3].error, 'no');
  });
});

describe('a stretch of a timeline', () => {
  const events = Array.from({ length: 10 }, (_, i) => message(i + 1, i % 2 ? ME : 'bob'));
  const command = {
    id: 'x',
    type: 'send',
    state: 'queued',
    createdAt: START,
    frame: { type: 'send', id: 'x', content: 'x' },
  };

  it('shows its lines alone, and what has no place yet only where it is the end', () => {
    const rowsIn = (from, to) =>
      messagesOf(rowsOf(events, { from, to, pending: [command] })).map((row) => row.sequence ?? row.commandId);
    assert.deepEqual(rowsIn(3, 5), [3, 4, 5]);
    assert.deepEqual(rowsIn(9, 10), [9, 10]);
    assert.deepEqual(rowsIn(9, Infinity), [9, 10, 'x']);
  });

  it('starts with the day, and leaves out who has read further', () => {
    const reads = new Map([
      ['bob', 2],
      ['carol', 4],
      ['dave', 9],
    ]);
    const rows = rowsOf(events, { from: 3, to: 5, reads, others: 3, group: true });
    assert.deepEqual(
      rows.map((row) => row.type),
      ['day', 'message', 'message', 'readers', 'message'],
    );
    assert.deepEqual(rows[3].userIds, ['carol']);
  });

  it('quotes and counts reactions of what lies outside as well', () => {
    const more = [
      message(11, 'bob', { kind: 'reacted', target: 1, reaction: '+' }),
      message(12, 'bob', { replyTo: 1 }),
    ];
    const [row] = messagesOf(rowsOf([...events, ...more], { from: 12 }));
    assert.equal(row.quote.text, 'text 1');
    const [first] = messagesOf(rowsOf([...events, ...more], { from: 1, to: 2 }));
    assert.equal(first.reactions[0].count, 1);
  });
});

describe('what is in the page', () => {
  const lines = Array.from({ length: 5_000 }, (_, i) => 2 * i + 1);
  const count = ({ from, to }) => lines.filter((line) => line >= from && line <= to).length;

  it('is never much, wherever one scrolls, and moves without a hole', () => {
    const stretch = new Stretch();
    stretch.toEnd(lines);
    assert.deepEqual([stretch.follows, count(stretch)], [true, 60]);
    for (let before = stretch.from; stretch.up(lines); before = stretch.from) {
      assert.ok(count(stretch) <= 200 && stretch.from < before && stretch.to >= before, String(before));
    }
    assert.deepEqual([stretch.from, stretch.follows, count(stretch)], [1, false, 200]);
    for (let before = stretch.to; stretch.down(lines, true); before = stretch.to) {
      assert.ok(count(stretch) <= 200 && stretch.to > before && stretch.from <= before, String(before));
      if (stretch.follows) break;
    }
    assert.deepEqual([stretch.follows, count(stretch)], [true, 200]);
  });

  it('starts around a message, and goes on to the end only if there is nothing after it', () => {
    const stretch = new Stretch();
    stretch.around(lines, 5_001, true);
    assert.deepEqual([stretch.from, stretch.to], [4_921, 5_081]);
    stretch.around(lines, 9_999, false);
    assert.deepEqual([stretch.follows, stretch.to], [false, 9_999]);
    assert.equal(stretch.down(lines, false), false);
    stretch.around(lines, 9_999, true);
    assert.equal(stretch.follows, true);
  });

  it('stays short while messages come, without taking away what one reads', () => {
    const growing = lines.slice(0, 100);
    const [followed, read] = [new Stretch(), new Stretch()];
    for (const stretch of [followed, read]) stretch.toEnd(growing);
    const { from } = read;
    for (const line of lines.slice(100, 1_000)) {
      growing.push(line);
      followed.shorten(growing, true);
      read.shorten(growing, false);
      assert.ok(followed.follows && growing.filter((each) => each >= followed.from).length <= 200);
    }
    assert.deepEqual([read.from, read.follows], [from, false]);
  });
});

describe('what one has read', () => {
  const page = new EventTarget();
  const screen = new EventTarget();
  let focused = true;

  function readingOf(unread, read = 0) {
    globalThis.document = Object.assign(page, { visibilityState: 'visible', hasFocus: () => focused });
    globalThis.window = screen;
    focused = true;
    const marks = [];
    const client = { read: (_, sequence) => marks.push(sequence) };
    const reading = new Reading(client, ME, () => marks.push('looked'));
    reading.begin({ unread, read });
    return { reading, marks };
  }
  const shown = (events) => ({ messages: new Messages().add(events), atEnd: true });

  it('is what was on a screen that somebody looked at, with its changes', () => {
    const { reading, marks } = readingOf(0);
    const events = [message(1, 'bob'), message(2, 'bob', { kind: 'reacted', target: 1 }), message(3, 'bob')];
    reading.seen('a', 1, shown(events));
    reading.seen('a', 3, shown([...events, message(4, 'bob', { kind: 'reacted', target: 1 })]));
    reading.seen('a', 3, { ...shown(events), atEnd: false });
    assert.deepEqual(marks, [2, 4, 3]);
    focused = false;
    reading.seen('a', 3, shown(events));
    focused = true;
    document.visibilityState = 'hidden';
    reading.seen('a', 3, shown(events));
    assert.deepEqual(marks, [2, 4, 3]);
    reading.stop();
  });

  it('starts the line before the first message of somebody else that is unread', () => {
    const { reading } = readingOf(2, 3);
    const { messages } = shown([message(3, 'bob'), message(4, ME), message(5, 'bob'), message(6, 'bob')]);
    assert.equal(reading.firstNewOf(messages, { from: 0, to: Infinity }), 5);
    assert.equal(reading.firstNewOf(messages, { from: 6, to: Infinity }), null);
    assert.equal(readingOf(0, 3).reading.firstNewOf(messages, { from: 0, to: Infinity }), null);
  });

  it('moves the line to what came while nobody looked, once until somebody does', () => {
    const { reading, marks } = readingOf(1, 1);
    const { messages } = shown([message(1, ME), message(2, 'bob'), message(3, 'bob')]);
    assert.equal(reading.missed({ read: 1 }, messages), false);
    document.visibilityState = 'hidden';
    assert.equal(reading.missed({ read: 3 }, messages), false);
    assert.equal(reading.missed({ read: 2 }, messages), true);
    assert.equal(reading.firstNewOf(messages, { from: 0, to: Infinity }), 3);
    assert.equal(reading.missed({ read: 2 }, messages), false);
    page.dispatchEvent(new Event('visibilitychange'));
    document.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    assert.deepEqual(marks, ['looked']);
    focused = false;
    assert.equal(reading.missed({ read: 2 }, messages), true);
    reading.stop();
  });

  it('starts the line at what comes all at once and is more than a screen shows', () => {
    const { reading } = readingOf(0, 2);
    const { messages } = shown(Array.from({ length: 12 }, (_, i) => message(i + 1, 'bob')));
    assert.equal(reading.overrun({ read: 2 }, messages, 10), false);
    assert.equal(reading.overrun({ read: 2 }, messages, 9), true);
    assert.equal(reading.firstNewOf(messages, { from: 0, to: Infinity }), 3);
    focused = false;
    assert.equal(reading.overrun({ read: 2 }, messages, 9), false);
    reading.stop();
  });

  it('leaves a count of the messages of others that are there', () => {
    const { reading } = readingOf(0);
    const events = Array.from({ length: 300 }, (_, i) => message(i + 1, i % 3 ? 'bob' : ME));
    const count = (read, more = {}) => reading.unread({ read, unread: 7 }, { ...shown(events), ...more });
    assert.deepEqual([count(0), count(290), count(300), count(0, { atEnd: false })], ['99+', '7', '', '7']);
    events.push(message(301, 'bob', { kind: 'deleted', target: 300 }));
    assert.equal(count(290), '6');
    reading.stop();
  });
});

describe('drafts', () => {
  function storage() {
    const kept = new Map();
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), kept };
  }
  const about = { edit: false, sequence: 3, senderId: 'bob', text: 'What?' };

  it('are there again after a reload, each user and conversation its own', () => {
    const shared = storage();
    const drafts = new Drafts(ME, shared);
    drafts.set('a', { text: 'begun', about });
    drafts.set('b', { text: 'sent', about: null });
    drafts.set('b', { text: '', about: null });
    drafts.save();
    const again = new Drafts(ME, shared);
    assert.deepEqual([again.get('a').text, again.get('a').about, again.get('b')], ['begun', about, null]);
    assert.equal(new Drafts('bob', shared).get('a'), null);
  });

  it('are kept soon by themselves, and beside those of another window', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const shared = storage();
    const [one, other] = [new Drafts(ME, shared), new Drafts(ME, shared)];
    one.set('a', { text: 'one', about: null });
    other.set('b', { text: 'other', about: null });
    t.mock.timers.tick(300);
    const again = new Drafts(ME, shared);
    assert.deepEqual([again.get('a').text, again.get('b').text], ['one', 'other']);
  });

  it('are bounded: the latest fifty, and no longer than what can be sent', () => {
    const shared = storage();
    const drafts = new Drafts(ME, shared);
    drafts.set('long', { text: 'x'.repeat(1_000_000), about: null });
    for (let i = 0; i < 80; i++) drafts.set(`c${i}`, { text: 'x', about: null });
    drafts.set('long', { text: 'x'.repeat(1_000_000), about: null });
    drafts.save();
    const [kept] = shared.kept.values();
    assert.equal(Object.keys(JSON.parse(kept)).length, 50);
    assert.ok(kept.length < 40_000);
  });

  it('live as long as the page where nothing can be stored, or what is stored is no draft', () => {
    for (const broken of [
      null,
      { getItem: () => 'no JSON', setItem: () => assert.fail('full') },
      {
        getItem: () => {
          throw new Error('forbidden');
        },
        setItem: () => {
          throw new Error('full');
        },
      },
    ]) {
      const drafts = new Drafts(ME, broken);
      drafts.set('a', { text: 'begun', about: null });
      try {
        drafts.save();
      } catch {
        assert.fail('does not matter');
      }
      assert.deepEqual([drafts.get('a').text, drafts.get('toString')], ['begun', null]);
    }
  });
});

describe('rows', () => {
  it('are the same when they say the same', () => {
    const row = () => ({ key: 'a', reactions: [{ reaction: '+', by: ['bob'] }], quote: null });
    assert.ok(same(row(), row()));
    for (const other of [
      { ...row(), key: 'b' },
      { ...row(), more: 1 },
      { ...row(), quote: {} },
      { ...row(), reactions: [] },
    ])
      assert.ok(!same(row(), other) && !same(other, row()));
  });
});

describe('days', () => {
  it('end at midnight where one is, again and again', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: new Date(2026, 2, 10, 23, 59, 0).getTime() });
    let days = 0;
    const end = atMidnight(() => (days += 1));
    t.mock.timers.tick(59_000);
    assert.equal(days, 0);
    t.mock.timers.tick(2_000);
    assert.deepEqual([days, new Date().getDate()], [1, 11]);
    t.mock.timers.tick(86_400_000);
    assert.equal(days, 2);
    end();
    t.mock.timers.tick(86_400_000);
    assert.equal(days, 2);
  });
});

describe('a timeline with what is under way', () => {
  const command = (type, more, state = 'sent') => ({
    id: 'c',
    type,
    state,
    createdAt: START,
    frame: { type, ...more },
  });
  const reacted = (sequence, senderId, reaction) =>
    message(sequence, senderId, { kind: 'reacted', target: 1, reaction });

  it('shows at once what we did to a message', () => {
    const events = [message(1, ME), message(2, ME), reacted(3, ME, '+'), reacted(4, 'bob', '+')];
    const pending = [
      command('edit', { target: 1, content: 'new' }),
      command('react', { target: 1, reaction: '+', remove: true }),
      command('react', { target: 1, reaction: '!' }),
      command('delete', { target: 2 }),
      command('edit', { target: 2, content: 'too late' }),
    ];
    const [first, second] = messagesOf(rowsOf(events, { pending }));
    assert.deepEqual([first.text, first.edited, first.state], ['new', true, 'sending']);
    assert.deepEqual(first.reactions, [
      { reaction: '+', by: ['bob'], count: 1, mine: false },
      { reaction: '!', by: [ME], count: 1, mine: true },
    ]);
    assert.deepEqual([second.text, second.deleted, second.content], ['Message deleted', true, null]);
  });

  it('shows nothing of what was refused', () => {
    const pending = [
      command('edit', { target: 1, content: 'new' }, 'failed'),
      command('delete', { target: 1 }, 'failed'),
    ];
    const [row] = messagesOf(rowsOf([message(1, ME)], { pending }));
    assert.deepEqual([row.text, row.edited, row.state], ['text 1', false, 'sent']);
  });

  it('quotes what it answers as it reads now, or says that it is not here', () => {
    const events = [
      message(1, 'bob'),
      message(2, 'bob', { kind: 'edited', target: 1, content: 'new' }),
      message(3, ME, { replyTo: 1 }),
    ];
    const pending = [command('send', { content: 'x', replyTo: 77 })];
    const rows = messagesOf(rowsOf(events, { pending }));
    assert.equal(rows[1].quote.text, 'new');
    assert.deepEqual(rows[2].quote, { sequence: 77, senderId: null, text: 'An earlier message' });
  });
});

describe('read marks', () => {
  const reads = new Map([
    [ME, 4],
    ['bob', 3],
    ['carol', 1],
    ['dave', 99],
    ['erin', 3],
  ]);
  const events = [
    message(1, ME),
    message(2, ME, { kind: 'reacted', target: 1, reaction: '+' }),
    message(3, ME),
    message(4, 'bob'),
  ];

  it('stand under the last thing that each has read, in a group', () => {
    const rows = rowsOf(events, { reads, others: 4, group: true });
    assert.deepEqual(
      rows.filter((row) => row.type === 'readers').map((row) => [row.upTo, row.userIds]),
      [
        [1, ['carol']],
        [3, ['bob', 'erin']],
        [4, ['dave']],
      ],
    );
    assert.deepEqual(
      messagesOf(rows).map((row) => row.state),
      ['seen', 'sent', null],
    );
  });

  it('are ticks alone between two', () => {
    const rows = rowsOf(events, { reads: new Map([['bob', 1]]) });
    assert.deepEqual(
      rows.filter((row) => row.type === 'readers'),
      [],
    );
    assert.deepEqual(
      messagesOf(rows).map((row) => row.state),
      ['seen', 'sent', null],
    );
  });

  it('say nothing where they are not known', () => {
    const rows = messagesOf(rowsOf(events, { others: Infinity, group: true }));
    assert.deepEqual(
      rows.map((row) => row.state),
      ['sent', 'sent', null],
    );
  });
});

describe('who is typing', () => {
  it('is named, until they sent it or stopped', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    let changes = 0;
    const typists = new Typists(() => (changes += 1));
    const typing = (userId) => typists.typing({ conversationId: 'a', userId });
    assert.equal(typists.line('a'), null);
    typing('bob');
    assert.equal(typists.line('a'), 'bob is typing…');
    assert.equal(typists.line('b'), null);
    typing('carol');
    assert.equal(typists.line('a'), 'bob and carol are typing…');
    typing('dave');
    assert.equal(typists.line('a'), 'Several people are typing…');
    typists.event(message(1, 'bob'));
    typists.event(message(2, 'dave', { kind: 'reacted' }));
    assert.equal(typists.line('a'), 'carol and dave are typing…');
    t.mock.timers.tick(4_000);
    typing('dave');
    t.mock.timers.tick(1_100);
    assert.equal(typists.line('a'), 'dave is typing…');
    assert.equal(changes, 7); // at each that was told, and when the first three ran out
    t.mock.timers.tick(5_000);
    assert.equal(typists.line('a'), null);
  });

  it('is nobody any more who stopped without sending', () => {
    let changes = 0;
    const typists = new Typists(() => (changes += 1));
    typists.typing({ conversationId: 'a', userId: 'bob', stopped: true });
    assert.equal(changes, 0);
    typists.typing({ conversationId: 'a', userId: 'bob' });
    typists.typing({ conversationId: 'a', userId: 'bob', stopped: true });
    assert.deepEqual([typists.line('a'), changes], [null, 2]);
  });
});

describe('links', () => {
  const links = (text) =>
    linksIn(text)
      .filter((part) => part.href)
      .map(({ text: shown, href }) => [shown, href]);

  it('are found whole, without what only surrounds them', () => {
    const java = 'https://en.wikipedia.org/wiki/Java_(programming_language)';
    for (const [text, link] of [
      [java, java],
      [`(see ${java}).`, java],
      [`[${java}], and`, java],
      ['http://a.example/x?y=(z)&w=[1]!', 'http://a.example/x?y=(z)&w=[1]'],
      ['„https://a.example“', 'https://a.example“'],
      ['<https://a.example>', 'https://a.example'],
      ['*https://a.example*', 'https://a.example'],
    ])
      assert.deepEqual(links(text), [[link, link]], text);
    assert.deepEqual(links('(www.example.org).'), [['www.example.org', 'https://www.example.org']]);
    assert.equal(links('https://a.example and http://b.example').length, 2);
  });

  it('are nothing else', () => {
    for (const text of [
      'javascript:alert(1)',
      'www.',
      'http://',
      'https://)',
      'awww.example.org',
      'x@www.example.org',
      'www.example',
    ])
      assert.deepEqual(links(text), [], text);
  });

  it('leave the text as it is', () => {
    for (const text of ['', 'a https://b.example/(c)). d', 'www.a.example,www.b.example', '(((https://a.example)))'])
      assert.equal(
        linksIn(text)
          .map((part) => part.text)
          .join(''),
        text,
      );
  });

  it('are found at once in a text made to be slow', () => {
    const started = performance.now();
    for (const text of [`https://a${'('.repeat(16_000)}`, `https://a${')'.repeat(16_000)}`, 'www.'.repeat(4_000)])
      linksIn(text);
    assert.ok(performance.now() - started < 2_000);
  });
});

describe('texts', () => {
  it('of emoji alone are known', () => {
    for (const text of ['😀', '❤️', '👩‍👩‍👧', '🇨🇭', '1️⃣', '👍🏽', '🎉🎉🎉', '😀 😀']) assert.ok(onlyEmoji(text), text);
    for (const text of ['', '1', '#', '❤', '©', '😀😀😀😀', '😀!', 'a😀', ' ']) assert.ok(!onlyEmoji(text), text);
  });

  it('are as long as the protocol counts', () => {
    assert.deepEqual([lengthOf('abc'), lengthOf('😀'), lengthOf('')], [3, 1, 0]);
  });
});

describe('words', () => {
  it('tell what happened to a group', () => {
    const event = (kind, more) => message(1, 'bob', { kind, ...more });
    const lines = [
      event('created', {
        conversationKind: 'group',
        members: [{ userId: 'bob' }, { userId: ME }, { userId: 'carol' }],
      }),
      event('created', { conversationKind: 'direct', members: [{ userId: 'bob' }, { userId: ME }] }),
      event('added', { members: ['dave', ME] }),
      event('removed', { members: ['dave'] }),
      event('removed', { members: ['bob'], newOwner: 'carol' }),
      event('removed', { members: ['bob'], newOwner: ME }),
      event('renamed', { title: 'Tea' }),
      event('roleChanged', { members: ['dave', ME], role: 'owner' }),
      event('roleChanged', { members: [ME], role: 'member' }),
      event('reacted', { target: 1 }),
    ].map((each) => systemLine(each, ME));
    assert.deepEqual(lines, [
      'bob created the group with you and carol',
      'bob started the conversation',
      'bob added dave and you',
      'bob removed dave',
      'bob left. carol is now owner',
      'bob left. You are now owner',
      'bob renamed the group to “Tea”',
      'bob made dave and you owners',
      'bob made you a member again',
      null,
    ]);
  });

  it('make a line for the list', () => {
    assert.equal(previewLine(message(1, 'bob', { content: 'a\n b' }), ME, 'group'), 'bob: a b');
    assert.equal(previewLine(message(1, 'bob'), ME, 'direct'), 'text 1');
    assert.equal(previewLine(message(1, ME), ME, 'direct'), 'You: text 1');
    assert.equal(previewLine(message(1, 'bob', { kind: 'edited', target: 1 }), ME, 'direct'), null);
  });

  it('name people and times', () => {
    assert.deepEqual(['alice', 'Lunch club', 'a', '…', 'élan vital'].map(initials), ['AL', 'LC', 'A', '?', 'ÉV']);
    assert.deepEqual(
      [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd', 'e']].map((names) => listing(names)),
      ['', 'a', 'a and b', 'a, b and c', 'a, b, c and 2 others'],
    );
    assert.deepEqual(splitNames(' bob, carol;dave\n bob'), ['bob', 'carol', 'dave']);
    const now = new Date(2026, 2, 10, 12, 0);
    const at = (...parts) => new Date(2026, 2, ...parts).toISOString();
    assert.equal(briefTime(at(9, 23, 59), now), 'Yesterday');
    assert.equal(dayName(at(10, 0, 0), now), 'Today');
    assert.equal(dayName(at(9, 0, 0), now), 'Yesterday');
    assert.equal(lastSeen(at(10, 11, 59, 30), now), 'last seen just now');
    assert.equal(lastSeen(at(10, 11, 30), now), 'last seen 30 min ago');
    assert.match(lastSeen(at(10, 8, 0), now), /^last seen at /);
    assert.equal(lastSeen(at(9, 8, 0), now), 'last seen Yesterday');
  });
});

describe('the directory', () => {
  const view = (conversationId, kind, head) => ({
    conversationId,
    kind,
    head,
    position: head,
    title: null,
    members: null,
  });

  function directoryOf(views, events) {
    const asked = [];
    const client = {
      conversations: () => [...views],
      conversation: (id) => views.find((each) => each.conversationId === id),
      history: async (conversationId, { after, through }) => {
        asked.push([conversationId, after, through]);
        return {
          events: events.filter(
            (event) => event.conversationId === conversationId && event.sequence > after && event.sequence <= through,
          ),
        };
      },
    };
    return { asked, client, directory: new Directory(client, ME, () => {}) };
  }

  it('takes names, lines and the order from the inbox, and asks for nothing', async () => {
    const at = (minutes) => new Date(START + minutes * MINUTE).toISOString();
    const preview = { sequence: 3, senderId: ME, sentAt: at(1), text: 'see you' };
    const views = [
      { ...view('a', 'direct', 3), peer: 'bob', activeAt: at(1), preview },
      { ...view('b', 'direct', 1), peer: 'carol', activeAt: at(2), preview: null },
      { ...view('c', 'group', 3), title: 'C', activeAt: at(0), preview: { ...preview, senderId: 'dave', text: null } },
    ];
    const { asked, directory } = directoryOf(views, []);
    for (const each of views) directory.describe(each);
    assert.deepEqual(
      views.map((each) => [directory.title(each), directory.lastLine(each)?.text ?? null]),
      [
        ['bob', 'You: see you'],
        ['carol', null],
        ['C', 'dave: Message'],
      ],
    );
    assert.deepEqual(
      directory.sorted().map((each) => each.conversationId),
      ['b', 'a', 'c'],
    );
    assert.equal(directory.directWith('carol'), 'b');
    assert.equal(directory.directWith('dave'), null);
    await settle();
    assert.deepEqual(asked, []);
  });

  it('shows what came live in place of an older preview', () => {
    const preview = { sequence: 3, senderId: 'bob', sentAt: new Date(START).toISOString(), text: 'older' };
    const views = [{ ...view('a', 'direct', 4), peer: 'bob', preview }];
    const { directory } = directoryOf(views, []);
    directory.event(message(4, 'bob', { kind: 'message', content: 'newer' }));
    assert.equal(directory.lastLine(views[0]).text, 'newer');
  });

  it('forgets the line of a blocked user, and keeps the others', () => {
    const views = ['bob', 'carol'].map((peer) => ({ ...view(peer, 'direct', 2), peer }));
    const { directory } = directoryOf(views, []);
    for (const each of views) {
      directory.describe(each);
      directory.event({ ...message(2, each.peer), conversationId: each.peer });
    }
    const lines = () => views.map((each) => directory.lastLine(each)?.text ?? null);
    directory.blocked(new Set(['bob']));
    assert.deepEqual(lines(), [null, 'text 2']);
    directory.event({ ...message(3, 'bob', { kind: 'withheld' }), conversationId: 'bob' });
    directory.blocked(new Set(['bob', 'dave']));
    assert.deepEqual(lines(), [null, 'text 2']);
  });

  it('puts the latest first, and follows what is edited', async () => {
    const views = [view('a', 'group', 1), view('b', 'group', 2)];
    const { directory } = directoryOf(views, []);
    directory.event(message(1, 'bob'));
    directory.event({ ...message(2, 'bob'), conversationId: 'b' });
    assert.deepEqual(
      directory.sorted().map((each) => each.conversationId),
      ['b', 'a'],
    );
    directory.event({ ...message(3, 'bob', { kind: 'edited', target: 2, content: 'edited' }), conversationId: 'b' });
    assert.equal(directory.lastLine(views[1]).text, 'bob: edited');
  });

  it('reads a line again whose new text did not come with its edit', async () => {
    const views = [view('a', 'group', 3)];
    const { directory, client } = directoryOf(views, []);
    client.message = async () => message(2, 'bob', { content: 'new', editedSequence: 3 });
    directory.event(message(2, 'bob'));
    directory.event(message(3, 'bob', { kind: 'edited', target: 2, content: undefined }));
    assert.equal(directory.lastLine(views[0]).text, 'bob: text 2');
    await settle();
    assert.equal(directory.lastLine(views[0]).text, 'bob: new');
  });

  it('names a group without a title after its members', () => {
    const group = {
      ...view('g', 'group', 0),
      members: new Map([
        [ME, 'owner'],
        ['bob', 'member'],
        ['carol', 'member'],
      ]),
    };
    assert.equal(directoryOf([group], []).directory.title(group), 'bob and carol');
  });
});

describe('the page', () => {
  it('keeps to a strict policy: nothing inline, nothing from elsewhere, no markup out of text', async () => {
    const html = await readFile(new URL('index.html', WEB), 'utf8');
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|https?:\/\//);
    const scripts = async (folder) =>
      (await readdir(folder, { recursive: true }))
        .filter((name) => name.endsWith('.js'))
        .map((name) => new URL(name, folder));
    for (const file of [...(await scripts(WEB)), ...(await scripts(CLIENT))]) {
      const text = await readFile(file, 'utf8');
      assert.doesNotMatch(
        text,
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/,
        file.href,
      );
      for (const [, from] of text.matchAll(/from '([^']+)'/g))
        assert.match(from, /^\.\/([a-z-]+\/)?[a-z-]+\.js$/, file.href);
    }
  });

  it('has every name that the documentation promises to tests', async () => {
    const documentation = await readFile(new URL('../../../../../docs/client.md', WEB), 'utf8');
    const promised = [...documentation.split('## Names for tests')[1].matchAll(/^\| `([a-z-]+)`/gm)]
      .map(([, name]) => name)
      .slice(1);
    const files = (await readdir(WEB)).filter((name) => /\.(js|html)$/.test(name) && name !== 'dom.js');
    const sources = await Promise.all(files.map((name) => readFile(new URL(name, WEB), 'utf8')));
    const named = new Set();
    for (const text of sources) {
      for (const [, name] of text.matchAll(/data-testid="([^"]+)"/g)) named.add(name);
      for (const [, rest] of text.matchAll(/testid ?[:=] ?([^,})]+)/g))
        for (const [, name] of rest.matchAll(/'([a-z-]+)'/g)) named.add(name);
    }
    assert.deepEqual([...named].filter((name) => !/^(online|offline)$/.test(name)).sort(), promised.sort());
  });
});
