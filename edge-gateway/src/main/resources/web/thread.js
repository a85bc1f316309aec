import { avatar } from './avatar.js';
import { $, coalesced, Rows } from './dom.js';
import { lastSeen } from './format.js';
import { rowNode } from './message.js';
import { Timeline } from './timeline.js';

const PAGE = 50;
const MOST = 200; // that one answer of history holds
const NEAR_TOP = 400; // pixels
const NEAR_END = 60;
const TYPING_SHOWN = 5_000;

/** The conversation on the screen. */
export class Thread {
  #client;
  #directory;
  #me;
  #id = null;
  #places = new Map(); // conversation → {timeline, loading, loaded, older, draft}
  #rows;
  #firstNew = null;
  #atEnd = true;
  #scrollTo = 'end'; // where the next rendering goes: 'end', 'new', or null to stay
  #seenTo = 0; // the last sequence that was at the end of the screen
  #typing = new Map();
  #settling = new Map(); // commands whose event still waits for those before it

  constructor(client, directory, me) {
    this.#client = client;
    this.#directory = directory;
    this.#me = me;
    $('messages').replaceChildren();
    const discard = (commandId) => {
      client.discard(commandId);
      this.show();
    };
    const actions = { retry: (commandId) => client.retry(commandId), discard };
    this.#rows = new Rows($('messages'), (row) => rowNode(row, actions));
    $('scroller').onscroll = () => this.#scrolled();
    $('jump').onclick = () => this.#jump();
    $('compose').onsubmit = (event) => this.#submit(event);
    $('composer').onkeydown = (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#submit(event);
    };
    $('composer').oninput = () => this.#fitComposer();
    document.onvisibilitychange = () => this.#markRead();
    window.onresize = () => {
      if (this.#atEnd) this.#toEnd();
    };
  }

  get conversationId() {
    return this.#id;
  }

  /** Shows this conversation, or none. */
  select(conversationId) {
    if (this.#id) this.#place(this.#id).draft = $('composer').value;
    this.#id = conversationId;
    this.#rows.show([]);
    this.#typing.clear();
    for (const part of ['thread-bar', 'scroller', 'compose']) $(part).hidden = conversationId === null;
    $('no-thread').hidden = conversationId !== null;
    $('jump').hidden = true;
    if (conversationId === null) return;
    const view = this.#client.conversation(conversationId);
    this.#firstNew = view && view.unread > 0 ? view.read + 1 : null;
    this.#scrollTo = this.#firstNew === null ? 'end' : 'new';
    this.#atEnd = this.#firstNew === null;
    this.#seenTo = view?.read ?? 0;
    $('composer').value = this.#place(conversationId).draft;
    this.#fitComposer();
    this.#load();
    this.show();
  }

  #place(conversationId) {
    if (!this.#places.has(conversationId)) {
      const place = { timeline: new Timeline(), loading: false, loaded: false, older: false, draft: '' };
      this.#places.set(conversationId, place);
    }
    return this.#places.get(conversationId);
  }

  // ---- what happened

  event(event) {
    const place = this.#places.get(event.conversationId);
    if (place?.loading || place?.loaded) place.timeline.add([event]);
    if (event.conversationId !== this.#id) return;
    this.#typing.delete(event.senderId);
    this.show();
  }

  /** A message of ours got on. */
  command(command) {
    if (command.state === 'done') this.#settling.set(command.id, command);
    if (command.conversationId === this.#id) this.show();
  }

  /** Events were left out: what is on the screen doesn't go on from there. */
  skipped(conversationId) {
    const place = this.#places.get(conversationId);
    if (place) Object.assign(place, { timeline: new Timeline(), loading: false, loaded: false, older: false });
    if (conversationId === this.#id) this.#load();
  }

  forget(conversationId) {
    this.#places.delete(conversationId);
  }

  typing({ conversationId, userId }) {
    if (conversationId !== this.#id || userId === this.#me) return;
    this.#typing.set(userId, Date.now());
    this.show();
    setTimeout(() => this.show(), TYPING_SHOWN + 100);
  }

  // ---- loading

  /** Reads the newest page: up to where the client is, from where on it hands out the events itself. */
  async #load() {
    const id = this.#id;
    const place = this.#place(id);
    const view = this.#client.conversation(id);
    if (!view || place.loading || place.loaded) return;
    place.loading = true;
    const { timeline } = place;
    const through = view.position ?? view.head;
    // Far enough back to show where the unread messages start, within reason.
    const unread = this.#firstNew === null ? 0 : Math.min(through - this.#firstNew, 3 * PAGE);
    let after = Math.max(0, through - Math.max(PAGE, unread + 10));
    try {
      while (after < through && place.timeline === timeline) {
        const { events } = await this.#client.history(id, { after, through, limit: MOST });
        timeline.add(events);
        if (!events.length) await new Promise((resume) => setTimeout(resume, 1_000));
        after = events.at(-1)?.sequence ?? after;
      }
    } catch {
      place.loading = false; // no longer a member, or signed out
      return;
    }
    if (place.timeline !== timeline) return;
    place.loaded = true;
    place.loading = false;
    if (id === this.#id) this.show();
  }

  async #loadOlder() {
    const id = this.#id;
    const place = this.#place(id);
    const { timeline } = place;
    if (!place.loaded || place.older || timeline.from <= 1 || timeline.empty) return;
    place.older = true;
    try {
      const { events } = await this.#client.history(id, { before: timeline.from, limit: PAGE });
      // Only what joins on, so that there is never a hole.
      if (events.at(-1)?.sequence === timeline.from - 1) timeline.add(events);
    } catch {
      return;
    }
    place.older = false;
    if (id === this.#id) this.show();
  }

  // ---- showing

  show = coalesced(() => {
    if (this.#id === null) return;
    const view = this.#client.conversation(this.#id);
    const place = this.#place(this.#id);
    if (view && !place.loaded) this.#load();
    this.#showBar(view);
    const scroller = $('scroller');
    const anchor = this.#atEnd ? null : firstVisible();
    const rows = place.loaded ? this.#timelineRows(place.timeline, view) : this.#pendingOnly();
    scroller.setAttribute('aria-busy', String(place.older || !place.loaded));
    this.#rows.show(rows);
    $('older').hidden = place.loaded && place.timeline.from <= 1;
    // What is above may have grown: what one reads stays where it was.
    const moved = anchor && rowOf(anchor.sequence);
    if (moved) scroller.scrollTop += bottomOf(moved) - anchor.bottom;
    if (place.loaded) this.#settleScroll();
    this.#showJump(place.timeline);
    this.#markRead();
  });

  #timelineRows(timeline, view) {
    const peer = this.#directory.peer(this.#id);
    const seenTo = view?.kind === 'direct' ? (view.reads.get(peer) ?? 0) : 0;
    const seenBy = (sequence) => sequence <= seenTo;
    const group = view?.kind === 'group';
    for (const [id, { event }] of this.#settling) if (event.sequence <= timeline.to) this.#settling.delete(id);
    const firstNew = this.#firstNewShown(timeline);
    return timeline.rows({ me: this.#me, pending: this.#pending(), firstNew, seenBy, group });
  }

  /** The first message of somebody else from the read mark on. */
  #firstNewShown(timeline) {
    if (this.#firstNew === null || this.#firstNew < timeline.from) return null;
    const isNew = ({ kind, senderId, sequence }) =>
      kind === 'message' && senderId !== this.#me && sequence >= this.#firstNew;
    return timeline.events().find(isNew)?.sequence ?? null;
  }

  #pending() {
    const here = ({ type, conversationId }) => type === 'send' && conversationId === this.#id;
    return [...this.#settling.values(), ...this.#client.pending()].filter(here);
  }

  #pendingOnly() {
    return new Timeline().rows({ me: this.#me, pending: this.#pending() });
  }

  #showBar(view) {
    const title = view ? this.#directory.title(view) : '…';
    const group = view?.kind === 'group';
    $('thread-title').textContent = title;
    $('thread').setAttribute('aria-label', `Conversation: ${title}`);
    $('open-details').hidden = !group;
    const peer = this.#directory.peer(this.#id);
    const presence = peer ? this.#client.presence(peer) : null;
    $('thread-avatar').replaceChildren(avatar(title, { kind: view?.kind, status: group ? null : presence?.status }));
    $('thread-status').textContent = this.#typingLine() ?? (group ? this.#groupLine(view) : personLine(presence));
  }

  #groupLine({ members, large }) {
    if (!members) return '';
    const online = [...members.keys()].filter((userId) => this.#client.presence(userId)?.status === 'online').length;
    const count = members.size === 1 ? '1 member' : `${members.size} members`;
    return large || !online ? count : `${count}, ${online} online`;
  }

  #typingLine() {
    for (const [userId, at] of this.#typing) if (Date.now() - at > TYPING_SHOWN) this.#typing.delete(userId);
    const names = [...this.#typing.keys()];
    if (!names.length) return null;
    return names.length === 1 ? `${names[0]} is typing…` : 'Several people are typing…';
  }

  // ---- scrolling and reading

  #settleScroll() {
    const scroller = $('scroller');
    const mark = $('messages').querySelector('.new');
    if (this.#scrollTo === 'new' && mark) {
      scroller.scrollTop = mark.offsetTop - scroller.clientHeight / 3;
      this.#atEnd = fromEnd() < NEAR_END;
    } else if (this.#scrollTo || this.#atEnd) {
      this.#toEnd();
    }
    this.#scrollTo = null;
    if (scroller.scrollTop < NEAR_TOP) this.#loadOlder();
  }

  #toEnd() {
    this.#atEnd = true;
    $('scroller').scrollTop = $('scroller').scrollHeight;
  }

  #jump() {
    this.#toEnd();
    this.#scrolled();
    $('composer').focus({ preventScroll: true });
  }

  #scrolled() {
    if (this.#scrollTo !== null) return; // not by hand
    this.#atEnd = fromEnd() < NEAR_END;
    if ($('scroller').scrollTop < NEAR_TOP) this.#loadOlder();
    if (this.#id) this.#showJump(this.#place(this.#id).timeline);
    this.#markRead();
  }

  #showJump(timeline) {
    if (this.#atEnd) this.#seenTo = Math.max(this.#seenTo, timeline.to);
    $('jump').hidden = this.#atEnd;
    const isNew = ({ kind, senderId, sequence }) =>
      kind === 'message' && senderId !== this.#me && sequence > this.#seenTo;
    const count = this.#atEnd ? 0 : timeline.events().filter(isNew).length;
    $('jump-count').hidden = count === 0;
    $('jump-count').textContent = count;
  }

  /** What somebody could see has been read: the newest message is on a visible screen. */
  #markRead() {
    if (!this.#id || document.visibilityState !== 'visible' || !this.#atEnd) return;
    const { timeline, loaded } = this.#place(this.#id);
    if (loaded && $('scroller').offsetParent !== null) this.#client.read(this.#id, timeline.to);
  }

  // ---- writing

  #submit(event) {
    event.preventDefault();
    const text = $('composer').value.trim();
    if (!text || !this.#id) return;
    $('composer').value = '';
    this.#fitComposer();
    this.#firstNew = null;
    this.#scrollTo = 'end';
    this.#client.send(this.#id, text);
    $('composer').focus({ preventScroll: true });
    this.show();
  }

  #fitComposer() {
    const { style } = $('composer');
    style.height = 'auto';
    style.height = `${$('composer').scrollHeight}px`;
  }
}

/** The topmost row on the screen that is an event. */
function firstVisible() {
  const top = $('scroller').scrollTop;
  for (const row of $('messages').children) {
    if (row.dataset.sequence && bottomOf(row) > top) return { sequence: row.dataset.sequence, bottom: bottomOf(row) };
  }
  return null;
}

function bottomOf(row) {
  return row.offsetTop + row.offsetHeight;
}

function rowOf(sequence) {
  return $('messages').querySelector(`[data-sequence="${sequence}"]`);
}

function fromEnd() {
  const { scrollHeight, scrollTop, clientHeight } = $('scroller');
  return scrollHeight - scrollTop - clientHeight;
}

function personLine(presence) {
  if (!presence) return '';
  if (presence.status !== 'offline') return presence.status;
  return presence.lastSeenAt ? lastSeen(presence.lastSeenAt) : 'offline';
}
