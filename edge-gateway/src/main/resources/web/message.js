import { avatar } from './avatar.js';
import { element, icon, linked } from './dom.js';

const STATES = {
  sending: ['clock', 'Sending'],
  sent: ['check', 'Sent'],
  seen: ['checks', 'Seen'],
  failed: ['alert', 'Not sent'],
};

/**
 * What a row of a timeline looks like.
 *
 * @param {{retry: (commandId: string) => void, discard: (commandId: string) => void}} actions for what wasn't sent
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
        testid: 'system-line',
        data: { sequence: row.sequence },
        text: row.text,
      });
    default:
      return messageNode(row, actions);
  }
}

function messageNode(row, actions) {
  const { sequence, senderId, own, first, last, muted, named, state } = row;
  const failed = state === 'failed';
  const classes = ['message', own && 'own', first && 'first', last && 'last', muted && 'muted', failed && 'failed'];
  const name = { class: named ? 'sender' : 'sender spoken', testid: 'message-sender', text: own ? 'You' : senderId };
  return element(
    'li',
    {
      class: classes.filter(Boolean).join(' '),
      testid: 'message',
      data: { sequence, sender: senderId, state, own: own ? 'true' : null },
    },
    own ? null : element('span', { class: 'message-avatar' }, last ? avatar(senderId) : null),
    element(
      'div',
      { class: 'bubble' },
      element('span', name),
      row.quote && element('blockquote', {}, element('strong', { text: row.quote.senderId }), ` ${row.quote.text}`),
      element('span', { class: 'text', testid: 'message-text' }, ...linked(row.text)),
      element('span', { class: 'meta' }, ...metaOf(row)),
    ),
    row.reactions.length ? element('span', { class: 'reactions' }, ...row.reactions.map(reactionNode)) : null,
    failed ? failureNode(row, actions) : null,
  );
}

function metaOf({ edited, time, fullTime, state }) {
  const [picture, words] = STATES[state] ?? [];
  return [
    edited && element('span', { text: 'edited' }),
    element('time', { testid: 'message-time', title: fullTime, text: time }),
    state &&
      element(
        'span',
        { class: 'state', testid: 'message-state', title: words },
        icon(picture),
        element('span', { class: 'spoken', text: words }),
      ),
  ];
}

function reactionNode({ reaction, by, mine }) {
  const text = by.length > 1 ? `${reaction} ${by.length}` : reaction;
  return element('span', {
    class: mine ? 'reaction mine' : 'reaction',
    testid: 'reaction',
    title: by.join(', '),
    text,
  });
}

function failureNode({ commandId, error }, { retry, discard }) {
  return element(
    'span',
    { class: 'failure', testid: 'message-error' },
    element('span', { text: `Not sent: ${error}` }),
    element('button', { type: 'button', testid: 'message-retry', text: 'Try again', click: () => retry(commandId) }),
    element('button', { type: 'button', testid: 'message-discard', text: 'Discard', click: () => discard(commandId) }),
  );
}
