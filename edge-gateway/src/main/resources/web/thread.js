import { avatar } from './avatar.js';
import { Composer } from './composer.js';
import { $, coalesced, Rows } from './dom.js';
import { lastSeen } from './format.js';
import { MessageMenu } from './menu.js';
import { rowNode } from './message.js';
import { Messages, Transcript } from './parley-client.js';
import { Scroller } from './scroller.js';
import { timelineRows } from './timeline.js';

/** The conversation on the screen. */
export class Thread {
  #client;
  #directory;
  #typists;
  #me;
  #id = null;
  #transcripts = new Map();
  #rows;
  #shown = []; // the rows
  #firstNew = null;
  #scroller;
  #composer;
  #menu;
  #seenTo = 0; // the last sequence that was at the end of the screen
  #settling = new Map(); // commands whose event still waits for those before it

  constructor(client, directory, typists, me) {
    this.#client = client;
    this.#directory = directory;
    this.#typists = typists;
    this.#me = me;
    $('messages').replaceChildren();
    this.#scroller = new Scroller(
      () => this.#scrolled(),
      () => this.#transcript()?.older(),
    );
    this.#composer = new Composer(
      client,
      () => this.#written(),
      () => this.#shown.findLast((row) => row.own && row.sequence && row.content !== null) ?? null,
    );
    const react = (sequence, reaction, mine) => client.react(this.#id, sequence, reaction, mine || undefined);
    this.#menu = new MessageMenu({
      react,
      reply: (row) => this.#composer.reply(row),
      edit: (row) => this.#composer.edit(row),
      remove: ({ sequence }) => client.delete(this.#id, sequence),
      mayRemove: (row) => row.own || client.conversation(this.#id)?.members?.get(me) === 'owner',
    });
    const actions = {
      react,
      menu: (row) => this.#menu.toggle(row),
      goTo: (sequence) => this.#scroller.toMessage(sequence),
      retry: (commandId) => client.retry(commandId),
      discard: (commandId) => {
        client.discard(commandId);
        this.show();
      },
    };
    this.#rows = new Rows($('messages'), (row) => rowNode(row, actions));
    $('jump').onclick = () => this.#jump();
    document.onvisibilitychange = () => this.#markRead();
  }

  get conversationId() {
    return this.#id;
  }

  /** Shows this conversation, or none. */
  select(conversationId) {
    this.#menu.close();
    this.#id = conversationId;
    this.#composer.select(conversationId);
    this.#rows.show([]);
    for (const part of ['thread-bar', 'scroller']) $(part).hidden = conversationId === null;
    $('no-thread').hidden = conversationId !== null;
    $('jump').hidden = true;
    $('typing').textContent = '';
    if (conversationId === null) return;
    const view = this.#client.conversation(conversationId);
    this.#firstNew = view && view.unread > 0 ? view.read + 1 : null;
    this.#scroller.go(this.#firstNew === null ? 'end' : 'new');
    this.#seenTo = view?.read ?? 0;
    this.show();
  }

  /** Writes no new message but what was begun; @returns {boolean} whether there was something to end */
  cancel() {
    return this.#composer.cancel();
  }

  /** A command of ours got on. */
  command(command) {
    if (command.state === 'done') this.#settling.set(command.id, command);
    if (command.conversationId === this.#id) this.show();
  }

  forget(conversationId) {
    this.#transcripts.get(conversationId)?.close();
    this.#transcripts.delete(conversationId);
  }

  stop() {
    this.select(null);
    for (const conversationId of [...this.#transcripts.keys()]) this.forget(conversationId);
    document.onvisibilitychange = null;
  }

  #transcript() {
    const id = this.#id;
    if (id === null) return null;
    if (!this.#transcripts.has(id)) {
      const changed = () => id === this.#id && this.show();
      this.#transcripts.set(id, new Transcript(this.#client, id, changed));
    }
    return this.#transcripts.get(id);
  }

  // ---- showing

  show = coalesced(() => {
    if (this.#id === null) return;
    const view = this.#client.conversation(this.#id);
    const transcript = this.#transcript();
    // Far enough back to show where the unread messages start.
    if (view && !transcript.loaded) transcript.load({ from: this.#firstNew ?? undefined });
    this.#showBar(view);
    const { messages, loaded, complete, loadingOlder } = transcript;
    $('scroller').setAttribute('aria-busy', String(loadingOlder || !loaded));
    this.#scroller.keeping(() => {
      this.#shown = this.#timelineRows(loaded ? messages : new Messages(), view);
      this.#rows.show(this.#shown);
      $('older').hidden = complete;
    });
    if (loaded) this.#scroller.settle();
    this.#menu.follow();
    this.#showJump(messages);
    this.#markRead();
  });

  #timelineRows(messages, view) {
    for (const [id, { event }] of this.#settling) if (event.sequence <= messages.to) this.#settling.delete(id);
    return timelineRows(messages, {
      me: this.#me,
      pending: [...this.#settling.values(), ...this.#client.pending()].filter(
        ({ conversationId }) => conversationId === this.#id,
      ),
      firstNew: this.#firstNewShown(messages),
      reads: view?.large ? new Map() : view?.reads,
      others: view?.kind === 'group' ? (view.members?.size ?? Infinity) - 1 : 1,
      group: view?.kind === 'group',
    });
  }

  /** The first message of somebody else from the read mark on. */
  #firstNewShown(messages) {
    if (this.#firstNew === null || this.#firstNew < messages.from) return null;
    const isNew = ({ kind, senderId, sequence }) =>
      kind === 'message' && senderId !== this.#me && sequence >= this.#firstNew;
    return messages.events().find(isNew)?.sequence ?? null;
  }

  #showBar(view) {
    const title = view ? this.#directory.title(view) : '…';
    const group = view?.kind === 'group';
    $('thread-title').textContent = title;
    $('thread').setAttribute('aria-label', `Conversation: ${title}`);
    $('open-details').hidden = !group;
    const peer = this.#directory.peer(this.#id);
    const presence = peer && !group ? this.#client.presence(peer) : null;
    $('thread-avatar').replaceChildren(avatar(title, { kind: view?.kind, status: presence?.status }));
    $('thread-status').textContent = group ? this.#groupLine(view) : personLine(presence);
    const typing = this.#typists.line(this.#id) ?? '';
    if ($('typing').textContent !== typing) $('typing').textContent = typing;
  }

  #groupLine({ members, large }) {
    if (!members) return '';
    const online = [...members.keys()].filter((userId) => this.#client.presence(userId)?.status === 'online').length;
    const count = members.size === 1 ? '1 member' : `${members.size} members`;
    if (large) return `Large group, ${count}`;
    return online ? `${count}, ${online} online` : count;
  }

  // ---- scrolling and reading

  #jump() {
    this.#scroller.toEnd();
    this.#scrolled();
    $('composer').focus({ preventScroll: true });
  }

  #scrolled() {
    this.#menu.follow();
    if (this.#id) this.#showJump(this.#transcript().messages);
    this.#markRead();
  }

  #showJump(messages) {
    const { atEnd } = this.#scroller;
    if (atEnd) this.#seenTo = Math.max(this.#seenTo, messages.to);
    $('jump').hidden = atEnd;
    const isNew = ({ kind, senderId, sequence }) =>
      kind === 'message' && senderId !== this.#me && sequence > this.#seenTo;
    const count = atEnd ? 0 : messages.events().filter(isNew).length;
    $('jump-count').hidden = count === 0;
    $('jump-count').textContent = count;
  }

  /** What somebody could see has been read: the newest message is on a visible screen. */
  #markRead() {
    if (!this.#id || document.visibilityState !== 'visible' || !this.#scroller.atEnd) return;
    const { messages, loaded } = this.#transcript();
    if (loaded && $('scroller').offsetParent !== null) this.#client.read(this.#id, messages.to);
  }

  #written() {
    this.#firstNew = null;
    this.#scroller.go('end');
    this.show();
  }
}

function personLine(presence) {
  if (!presence) return '';
  if (presence.status !== 'offline') return presence.status;
  return presence.lastSeenAt ? lastSeen(presence.lastSeenAt) : 'offline';
}
