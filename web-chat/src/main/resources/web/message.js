import { avatar } from './avatar.js';
import { element, icon, linked } from './dom.js';
import { listing } from './format.js';

const STATES = {
  sending: ['clock', 'Sending'],
  sent: ['check', 'Sent'],
  seen: ['checks', 'Seen'],
  failed: ['alert', 'Not sent'],
};
const READERS_SHOWN = 6;

/**
 * What a row of a timeline looks like.
 *
 * @param {object} actions what can be done: `react`, `menu` and `goTo` with a message, `retry` and `discard` with what
 *   wasn't sent
 */
export function rowNode(row, actions) {
  switch (row.type) {
    case 'day':
      return element('li', { class: 'day', testid: 'day' }, element('span', { text: row.text }));
    case 'new':
      return element('li', { class: 'new', testid: 'new-divider' }, element('span', { text: 'New' }));
    case 'system':
      return element('li', {
        class: 'system',
        dir: 'auto',
        testid: 'system-line',
        data: { sequence: row.sequence },
        text: row.text,
      });
    case 'readers':
      return readersNode(row);
    default:
      return messageNode(row, actions);
  }
}

function messageNode(row, actions) {
  const { sequence, senderId, own, first, last, muted, deleted, emoji, named, state } = row;
  const failed = state === 'failed';
  const how = { own, first, last, muted, failed, emoji: emoji && !row.quote };
  const classes = ['message', ...Object.keys(how).filter((name) => how[name])];
  const name = { class: named ? 'sender' : 'sender spoken', testid: 'message-sender', text: own ? 'You' : senderId };
  return element(
    'li',
    {
      class: classes.join(' '),
      tabindex: -1,
      testid: 'message',
      data: { sequence, sender: senderId, state, own: own ? 'true' : null, deleted: deleted ? 'true' : null },
    },
    own ? null : element('span', { class: 'message-avatar' }, last ? avatar(senderId) : null),
    element(
      'div',
      { class: 'bubble' },
      element('span', name),
      row.quote && !deleted && quoteNode(row.quote, actions),
      element(
        'div',
        { class: 'words', dir: 'auto' },
        element('span', { class: 'text', testid: 'message-text' }, ...linked(row.text)),
        element('span', { class: 'meta' }, ...metaOf(row)),
      ),
    ),
    sequence && !deleted ? menuButton(row, actions) : null,
    row.reactions.length
      ? element('span', { class: 'reactions' }, ...row.reactions.map((given) => reactionNode(given, row, actions)))
      : null,
    failed ? failureNode(row, actions) : null,
  );
}

function metaOf({ edited, time, fullTime, state }) {
  const [picture, words] = STATES[state] ?? [];
  return [
    edited && element('span', { testid: 'message-edited', text: 'edited' }),
    element('time', { dir: 'ltr', testid: 'message-time', title: fullTime, text: time }),
    state &&
      element(
        'span',
        { class: 'state', testid: 'message-state', title: words },
        icon(picture),
        element('span', { class: 'spoken', text: words }),
      ),
  ];
}

function quoteNode({ sequence, senderId, text }, { goTo }) {
  return element(
    'button',
    {
      type: 'button',
      class: 'quote',
      tabindex: -1,
      testid: 'message-quote',
      data: { focus: 'quote' },
      click: () => goTo(sequence),
    },
    senderId && element('strong', { text: senderId }),
    element('span', { dir: 'auto', text }),
  );
}

function menuButton(row, { menu }) {
  return element(
    'button',
    {
      type: 'button',
      class: 'more',
      tabindex: -1,
      testid: 'message-menu',
      title: 'React, reply and more',
      'aria-label': 'React, reply and more',
      'aria-haspopup': 'menu',
      data: { focus: 'menu' },
      click: () => menu(row),
    },
    icon('more'),
  );
}

function reactionNode({ reaction, by, count, mine }, { sequence }, { react }) {
  const whose = by.length < count ? `${listing(by, 8)} and ${count - by.length} more` : listing(by, 8);
  return element(
    'button',
    {
      type: 'button',
      class: mine ? 'reaction mine' : 'reaction',
      tabindex: -1,
      testid: 'reaction',
      data: { reaction, count, focus: `react ${reaction}` },
      title: whose,
      'aria-label': `${reaction} ${count}, from ${whose}`,
      'aria-pressed': String(mine),
      click: () => react(sequence, reaction, mine),
    },
    element('span', { class: 'reaction-text', text: reaction }),
    element('span', { class: 'reaction-count', text: ` ${count}` }),
  );
}

function readersNode({ upTo, userIds }) {
  const hidden = userIds.length - READERS_SHOWN;
  return element(
    'li',
    {
      class: 'readers',
      testid: 'readers',
      data: { upTo, readers: userIds.join(' ') },
      title: `Read by ${listing(userIds, 20)}`,
    },
    element('span', { class: 'spoken', text: `Read by ${listing(userIds, 20)}` }),
    ...userIds.slice(0, READERS_SHOWN).map((userId) => avatar(userId)),
    hidden > 0 && element('span', { 'aria-hidden': 'true', text: `+${hidden}` }),
  );
}

function failureNode({ commandId, error }, { retry, discard }) {
  return element(
    'span',
    { class: 'failure', testid: 'message-error' },
    element('span', { text: `Not sent: ${error}` }),
    element('button', {
      type: 'button',
      tabindex: -1,
      testid: 'message-retry',
      text: 'Try again',
      click: () => retry(commandId),
    }),
    element('button', {
      type: 'button',
      tabindex: -1,
      testid: 'message-discard',
      text: 'Discard',
      click: () => discard(commandId),
    }),
  );
}
