import { Attention } from './attention.js';
import { knownCode, takeCode } from './code.js';
import { Details } from './details.js';
import { faultOfName, NewConversation } from './dialogs.js';
import { $, coalesced, element } from './dom.js';
import { Directory } from './directory.js';
import { ConnectionView, ConversationList } from './list.js';
import { atMidnight } from './midnight.js';
import { ParleyClient } from './parley-client.js';
import { Thread } from './thread.js';
import { Typists } from './typists.js';

/**
 * The web chat. `#user=alice` in the address picks the name, `&chat=<conversation>` the conversation; so a page can be
 * loaded again, two windows can be two users, and the way back on a phone is the browser's.
 */

const CATCH_UP = 1_000; // events: who was away for longer starts at the newest page
const NAME_KEPT = 'parley.name';

function place() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  return { user: parameters.get('user'), chat: parameters.get('chat') };
}

function hrefTo(user, chat) {
  const parameters = new URLSearchParams({ user, ...(chat && { chat }) });
  return `#${parameters}`;
}

/** A token for development; a real service brings its own. */
async function fetchToken(userId) {
  const answer = await fetch('/v1/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId, code: knownCode() }),
  });
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body.token;
  throw Object.assign(new Error(reasonOf(answer.status, body.detail)), {
    fatal: answer.status >= 400 && answer.status < 500 && answer.status !== 429,
  });
}

function reasonOf(status, detail) {
  if (status === 404) return 'This server gives out no tokens: development tokens are off.';
  if (status === 403 && detail?.startsWith('code:'))
    return 'Open the address that ./parley up printed (./parley status prints it again): the code in it is needed here.';
  return detail || `The server refused the name (${status}).`;
}

/** Keeps what wasn't sent over a reload of the page, per tab. */
function outboxOf(userId) {
  const key = `parley.outbox.${userId}`;
  return {
    load() {
      try {
        return JSON.parse(sessionStorage.getItem(key)) ?? [];
      } catch {
        return [];
      }
    },
    save(commands) {
      try {
        sessionStorage.setItem(key, JSON.stringify(commands));
      } catch {
        // Full or forbidden: then it doesn't outlive the page.
      }
    },
  };
}

function toast(text) {
  const node = element('p', { class: 'toast', testid: 'toast', text });
  $('toasts').append(node);
  setTimeout(() => node.remove(), 6_000);
}

/** Everything from signing in to signing out. */
class Chat {
  #me;
  #client;
  #directory;
  #list;
  #thread;
  #details;
  #connection;
  #typists;
  #attention;
  #started = false;
  #removed = new Map(); // conversation → how one ceased to be a member, until that is told
  #endDays;
  #fromList = false; // whether the list was the page before

  constructor(me) {
    this.#me = me;
    const client = new ParleyClient({
      url: `${location.origin.replace(/^http/, 'ws')}/v1/connect`,
      token: () => fetchToken(me),
      outbox: outboxOf(me),
      limits: { catchUp: CATCH_UP },
    });
    this.#client = client;
    this.#directory = new Directory(client, me, () => this.#list.show());
    this.#typists = new Typists(() => {
      this.#list.show();
      this.#thread.show();
    });
    this.#list = new ConversationList(client, this.#directory, this.#typists, (id) => hrefTo(me, id));
    this.#thread = new Thread(client, this.#directory, this.#typists, me, toast);
    this.#details = new Details(client, this.#directory, me);
    this.#connection = new ConnectionView(client, me);
    new NewConversation(client, this.#directory, me, (id) => (location.hash = hrefTo(me, id)));
    this.#listen();
  }

  start() {
    $('chat').hidden = false;
    $('back').href = hrefTo(this.#me);
    $('back').onclick = (event) => {
      if (!this.#fromList) return;
      event.preventDefault(); // one step back, not one more forward
      history.back();
    };
    $('open-details').onclick = () => this.#details.open(this.#thread.conversationId);
    $('sign-out').onclick = () => (location.hash = '');
    document.onkeydown = (event) => this.#key(event);
    this.#attention = new Attention(this.#client);
    this.#client.start();
    this.select(place().chat);
  }

  stop() {
    this.#client.stop();
    this.#connection.stop();
    this.#attention.stop();
    this.#endDays();
    this.#thread.stop();
    for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
    document.onkeydown = null;
    $('chat').hidden = true;
    document.title = 'Parley';
  }

  get user() {
    return this.#me;
  }

  /** Shows a conversation, or on a phone the list. */
  select(conversationId) {
    if (conversationId === this.#thread.conversationId && this.#started) return;
    const before = this.#thread.conversationId;
    this.#fromList = before === null && this.#started;
    this.#started = true;
    $('chat').dataset.pane = conversationId ? 'thread' : 'list';
    this.#thread.select(conversationId);
    this.#list.select(conversationId);
    // A keyboard on the screen of a phone would hide half of what one came to read.
    if (conversationId && matchMedia('(pointer: fine)').matches) $('composer').focus({ preventScroll: true });
    else if (before) setTimeout(() => this.#list.focusSelected(), 50);
  }

  #listen() {
    const client = this.#client;
    const me = this.#me;
    const everything = coalesced(() => {
      this.#list.show();
      this.#thread.show();
      this.#details.show();
    });
    client.on('state', (state) => {
      this.#connection.show();
      everything();
      if (state.phase === 'failed') signIn(this.#me, state.reason);
    });
    this.#endDays = atMidnight(everything);
    for (const name of ['conversation', 'opened', 'presence', 'read']) client.on(name, everything);
    client.on('blocked', (userIds) => {
      this.#directory.blocked(userIds);
      everything();
    });
    client.on('synced', () => {
      everything();
      const shown = this.#thread.conversationId;
      if (shown && !client.conversation(shown)) this.#left(shown); // the address of another time, or of somebody else
    });
    client.on('event', (event) => {
      if (event.kind === 'removed' && event.members.includes(me)) this.#noteRemoval(event);
      this.#typists.event(event);
      this.#directory.event(event);
    });
    client.on('skipped', ({ conversationId }) => this.#directory.forget(conversationId));
    client.on('left', ({ conversationId }) => this.#left(conversationId));
    client.on('typing', (frame) => {
      if (frame.userId !== me) this.#typists.typing(frame);
    });
    client.on('command', (command) => this.#command(command));
  }

  /** As long as it has a title. */
  #noteRemoval({ conversationId, senderId }) {
    const view = this.#client.conversation(conversationId);
    const title = view ? `“${this.#directory.title(view)}”` : 'a group';
    const words = senderId === this.#me ? `You left ${title}.` : `${senderId} removed you from ${title}.`;
    this.#removed.set(conversationId, words);
  }

  #left(conversationId) {
    const shown = conversationId === this.#thread.conversationId;
    const how = this.#removed.get(conversationId) ?? (shown && 'You are not a member of this conversation.');
    this.#removed.delete(conversationId);
    this.#directory.forget(conversationId);
    this.#thread.forget(conversationId);
    this.#list.show();
    this.#details.show();
    if (how) toast(how);
    if (shown) location.replace(hrefTo(this.#me));
  }

  /** Messages show themselves how they do; of other commands it is told when they fail. */
  #command(command) {
    this.#thread.command(command);
    if (command.type === 'send' || command.state !== 'failed') return;
    const what = { create: 'start the conversation', role: 'change the role' }[command.type] ?? command.type;
    // What is so already is what was wanted.
    if (command.error.code !== 'no_change') toast(`Could not ${what}: ${command.error.message}`);
    this.#client.discard(command.id);
  }

  #key(event) {
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape' && this.#thread.conversationId) {
      if (this.#thread.cancel()) return;
      location.hash = hrefTo(this.#me);
    } else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const ids = this.#directory.sorted().map((view) => view.conversationId);
      const next = ids.indexOf(this.#thread.conversationId) + (event.key === 'ArrowDown' ? 1 : -1);
      if (ids[next]) location.hash = hrefTo(this.#me, ids[next]);
      event.preventDefault();
    }
  }
}

let chat = null;

/** The page before one has a name. */
function signIn(name, fault) {
  chat?.stop();
  chat = null;
  history.replaceState(null, '', location.pathname);
  $('sign-in').hidden = false;
  $('name').value = name ?? '';
  $('name-error').textContent = fault ?? '';
  $('name').focus();
  $('name').select();
}

function follow() {
  takeCode();
  const { user, chat: conversationId } = place();
  if (!user || faultOfName(user)) return signIn(user ?? keptName(), user && faultOfName(user));
  if (chat?.user === user) return chat.select(conversationId);
  chat?.stop();
  $('sign-in').hidden = true;
  keepName(user);
  chat = new Chat(user);
  return chat.start();
}

function keptName() {
  try {
    return localStorage.getItem(NAME_KEPT);
  } catch {
    return null;
  }
}

function keepName(name) {
  try {
    localStorage.setItem(NAME_KEPT, name);
  } catch {
    // Then it is typed again next time.
  }
}

$('sign-in').querySelector('form').onsubmit = (event) => {
  event.preventDefault();
  const name = $('name').value.trim();
  const fault = faultOfName(name);
  $('name-error').textContent = fault ?? '';
  if (!fault) location.hash = hrefTo(name);
};
$('name').oninput = () => ($('name-error').textContent = '');
window.onhashchange = follow;
follow();
