import { avatar } from './avatar.js';
import { $, coalesced, element, icon, Rows, setData } from './dom.js';
import { briefTime } from './format.js';
import { isBlocked, isMuted } from './restraints.js';

const NEAR = 400; // pixels above the end of the list, from which older conversations are listed
const WATCHED = 20; // direct conversations kept open, so that the list shows who is there

/** The list of conversations. */
export class ConversationList {
  #client;
  #directory;
  #typists;
  #href;
  #rows;
  #selected = null;
  #watched = new Set();
  #listing = false;

  /** @param {(conversationId: string) => string} href where an item leads to */
  constructor(client, directory, typists, href) {
    this.#client = client;
    this.#directory = directory;
    this.#typists = typists;
    this.#href = href;
    $('conversations').replaceChildren();
    this.#rows = new Rows($('conversations'), (row) => this.#item(row));
    $('conversations').onscroll = () => this.#listOlder();
    $('conversations').onkeydown = (event) => this.#key(event);
  }

  select(conversationId) {
    this.#selected = conversationId;
    this.show();
  }

  show = coalesced(() => {
    const views = this.#directory.sorted();
    this.#watch(views);
    this.#rows.show(views.map((view) => this.#row(view)));
    const synced = this.#client.state.phase === 'online';
    $('no-conversations').hidden = views.length > 0 || !synced;
    const unread = views.reduce((sum, view) => sum + view.unread, 0);
    document.title = unread ? `(${unread > 99 ? '99+' : unread}) Parley` : 'Parley';
  });

  /** Lists older conversations when the reader comes near the end. */
  async #listOlder() {
    const { scrollTop, clientHeight, scrollHeight } = $('conversations');
    if (this.#listing || !this.#client.more || scrollHeight - scrollTop - clientHeight > NEAR) return;
    this.#listing = true;
    try {
      await this.#client.listOlder();
    } catch {
      return; // stopped
    } finally {
      this.#listing = false;
    }
    this.show();
  }

  focusSelected() {
    const items = [...$('conversations').querySelectorAll('a')];
    (items.find((item) => item.getAttribute('aria-current')) ?? items[0])?.focus();
  }

  #row(view) {
    const { conversationId, kind, unread, large } = view;
    this.#directory.describe(view);
    const peer = this.#directory.peer(conversationId);
    const line = this.#directory.lastLine(view);
    return {
      key: conversationId,
      kind,
      peer,
      title: this.#directory.title(view),
      typing: this.#typists.line(conversationId),
      large,
      text: isBlocked(this.#client, view) ? 'Blocked' : (line?.text ?? ''),
      muted: isMuted(view),
      time: line ? briefTime(line.sentAt) : '',
      unread: unread > 99 ? '99+' : unread,
      status: kind === 'direct' && peer ? (this.#client.presence(peer)?.status ?? null) : null,
      selected: conversationId === this.#selected,
      href: this.#href(conversationId),
    };
  }

  #item(row) {
    const { key, kind, peer, title, typing, large, time, unread, status, selected, muted } = row;
    const text = typing ?? row.text;
    return element(
      'li',
      {},
      element(
        'a',
        {
          class: 'item',
          href: row.href,
          testid: 'conversation-item',
          data: { conversationId: key, kind, peer, title, unread: unread || null, muted: muted || null },
          'aria-current': selected ? 'true' : null,
        },
        avatar(title, { kind, status }),
        element(
          'span',
          { class: 'item-title', dir: 'auto', testid: 'conversation-title', text: title },
          muted && icon('bell-off'),
        ),
        element('span', { class: 'item-time', testid: 'conversation-time', text: time }),
        element('span', {
          class: typing ? 'item-text typing' : 'item-text',
          dir: 'auto',
          testid: 'conversation-preview',
          text,
        }),
        unread !== 0 &&
          element('span', { class: large ? 'badge hint-badge' : 'badge', testid: 'unread-count', text: unread }),
        unread !== 0 && element('span', { class: 'spoken', text: large ? 'new in a large group' : 'unread' }),
        muted && element('span', { class: 'spoken', text: 'muted' }),
        status && element('span', { class: 'spoken', text: status }),
      ),
    );
  }

  /** Keeps the latest direct conversations open: that is how one hears who is there. */
  #watch(views) {
    const latest = views.filter((view) => view.kind === 'direct').slice(0, WATCHED);
    const wanted = new Set(latest.map((view) => view.conversationId));
    if (this.#selected && this.#client.conversation(this.#selected)) wanted.add(this.#selected);
    for (const id of this.#watched) if (!wanted.has(id)) this.#client.close(id);
    for (const id of wanted) this.#client.open(id);
    this.#watched = wanted;
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey) return;
    const items = [...$('conversations').querySelectorAll('a')];
    const next = items[items.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

/** Who we are and how the connection does: the top of the list, and the banner while it is down. */
export class ConnectionView {
  #client;
  #tick = null;

  constructor(client, me) {
    this.#client = client;
    $('my-name').textContent = me;
    $('my-avatar').replaceChildren(avatar(me));
    $('retry-now').onclick = () => client.nudge();
  }

  show() {
    const { phase, retryAt } = this.#client.state;
    const words = { online: 'Connected', waiting: 'Disconnected', syncing: 'Catching up…' }[phase] ?? 'Connecting…';
    $('connection').textContent = words;
    setData($('connection'), 'phase', phase);
    setData($('chat'), 'phase', phase);
    $('banner').hidden = phase === 'online';
    const offline = navigator.onLine === false;
    const down = offline ? 'You are offline.' : 'No connection.';
    setText($('banner-text'), phase === 'waiting' ? down : words);
    $('retry-now').hidden = phase !== 'waiting';
    clearTimeout(this.#tick);
    const seconds = phase === 'waiting' ? Math.max(0, Math.ceil((retryAt - Date.now()) / 1_000)) : 0;
    setText($('banner-wait'), phase === 'waiting' ? `Next try in ${seconds} s.` : '');
    if (phase === 'waiting') this.#tick = setTimeout(() => this.show(), 250);
  }

  stop() {
    clearTimeout(this.#tick);
  }
}

/** Screen readers say again what is set again. */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
