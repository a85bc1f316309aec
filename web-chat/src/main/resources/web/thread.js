import { Composer } from './composer.js';
import { $, coalesced, Rows } from './dom.js';
import { MessageMenu } from './menu.js';
import { rowNode } from './message.js';
import { Messages, reactionKey, Transcript } from './parley-client.js';
import { Place } from './place.js';
import { Reading } from './reading.js';
import { Roving } from './roving.js';
import { Scroller } from './scroller.js';
import { ThreadBar } from './thread-bar.js';
import { timelineRows } from './timeline.js';

const NOTHING = new Messages();

/** The conversation on the screen. */
export class Thread {
  #client;
  #me;
  #id = null;
  #begun = false; // whether it is known where one comes to it
  #place = null;
  #transcripts = new Map();
  #rows;
  #bar;
  #reading;
  #scroller;
  #composer;
  #menu;
  #roving = new Roving();
  #settling = new Map(); // commands whose event still waits for those before it

  /** @param {(text: string) => void} failed says that something didn't work */
  constructor(client, directory, typists, me, failed) {
    this.#client = client;
    this.#me = me;
    $('messages').replaceChildren();
    this.#bar = new ThreadBar(client, directory, typists, failed);
    this.#reading = new Reading(client, me, () => this.#looked());
    this.#scroller = new Scroller({
      moved: () => this.#moved(),
      nearTop: () => this.#place?.up(),
      nearEnd: () => this.#place?.down(),
      isEnd: () => this.#place?.isEnd === true,
    });
    this.#composer = new Composer(client, me, { written: () => this.#written(), lastOwn: () => this.#lastOwn() });
    const react = (sequence, reaction, mine) => client.react(this.#id, sequence, reaction, mine || undefined);
    this.#menu = new MessageMenu({
      react,
      reply: (row) => this.#composer.reply(row),
      edit: (row) => this.#composer.edit(row),
      remove: ({ sequence }) => client.delete(this.#id, sequence),
      mayRemove: (row) => row.own || this.#isOwner(),
    });
    const actions = {
      react,
      menu: (row) => this.#menu.toggle(row),
      goTo: (sequence) => this.#go(sequence),
      retry: (commandId) => client.retry(commandId),
      discard: (commandId) => {
        client.discard(commandId);
        this.show();
      },
    };
    this.#rows = new Rows($('messages'), (row) => rowNode(row, actions));
    $('jump').onclick = () => {
      this.#go('end');
      $('composer').focus({ preventScroll: true });
    };
  }

  get conversationId() {
    return this.#id;
  }

  /** Shows this conversation, or none. */
  select(conversationId) {
    this.#menu.close();
    this.#id = conversationId;
    this.#begun = false;
    this.#place = conversationId === null ? null : new Place(this.#transcriptOf(conversationId), this.show);
    this.#composer.select(conversationId);
    this.#rows.show([]);
    for (const part of ['thread-bar', 'log']) $(part).hidden = conversationId === null;
    $('no-thread').hidden = conversationId !== null;
    $('jump').hidden = true;
    this.#bar.clear();
    if (conversationId !== null) this.show();
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
    this.#composer.forget(conversationId);
  }

  stop() {
    this.select(null);
    for (const transcript of this.#transcripts.values()) transcript.close();
    this.#transcripts.clear();
    this.#composer.stop();
    this.#reading.stop();
    this.#scroller.stop();
  }

  #transcriptOf(id) {
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
    this.#bar.show(this.#id, view);
    if (!view) return;
    this.#keepPlace(view);
    const arrived = this.#place.arrive();
    if (arrived !== null) this.#scroller.go(arrived);
    if (arrived === 'new') this.#scroller.hold(!this.#reading.attentive);
    const there = this.#place.transcript.loaded && !this.#place.going;
    this.#render(view);
    if (there) this.#scroller.settle();
    this.#menu.follow();
    if (there) this.#moved();
  });

  /** One comes to it where one stopped reading, and doesn't lose that place to what comes then. */
  #keepPlace(view) {
    const { going, transcript } = this.#place;
    const { atEnd } = this.#scroller;
    const startsOver = !transcript.loaded && !going; // events were left out
    const seen = startsOver && !atEnd ? this.#scroller.firstSeen() : null;
    if (!this.#begun || (startsOver && seen === null)) {
      this.#begun = true;
      this.#reading.begin(view);
      if (this.#reading.firstNew === null) this.#place.go('end');
      else this.#place.go('new', this.#reading.firstNew);
    } else if (startsOver) {
      this.#place.go(seen);
    } else if (!going) {
      const missed = this.#reading.missed(view, transcript.messages);
      const overrun = atEnd && this.#reading.overrun(view, transcript.messages, this.#scroller.capacity);
      if (atEnd && (missed || overrun)) this.#place.go('new', this.#reading.firstNew);
    }
  }

  #render(view) {
    const { messages, loaded, loading, loadingOlder } = this.#place.transcript;
    $('scroller').setAttribute('aria-busy', String(loading || loadingOlder));
    if (this.#place.going && $('messages').children.length) return; // what is there stays until then
    this.#place.shorten(this.#scroller.atEnd);
    this.#scroller.keeping(() => {
      this.#rows.show(this.#timelineRows(loaded ? messages : NOTHING, view));
      $('older').hidden = this.#place.isStart;
    });
    this.#roving.renew();
  }

  #timelineRows(messages, view) {
    for (const [id, { event }] of this.#settling) {
      const position = this.#client.conversation(event.conversationId)?.position ?? Infinity;
      if (event.sequence <= position) this.#settling.delete(id);
    }
    const { from, to } = this.#place.stretch;
    return timelineRows(messages, {
      me: this.#me,
      keyOf: reactionKey,
      from,
      to: to === Infinity && !this.#place.isEnd ? messages.to : to,
      pending: [...this.#settling.values(), ...this.#client.pending()].filter(
        ({ conversationId }) => conversationId === this.#id,
      ),
      firstNew: this.#reading.firstNewOf(messages, { from, to }),
      reads: view.large ? new Map() : view.reads,
      others: view.kind === 'group' ? (view.memberCount ?? Infinity) - 1 : 1,
      group: view.kind === 'group',
    });
  }

  // ---- scrolling and reading

  #go(goal) {
    this.#place.go(goal);
    this.show();
  }

  /** What is on the screen has been read. */
  #moved() {
    this.#menu.follow();
    if (!this.#place?.transcript.loaded || this.#place.going) return;
    const { transcript } = this.#place;
    if ($('scroller').offsetParent !== null) this.#reading.seen(this.#id, this.#scroller.lastSeen(), transcript);
    const view = this.#client.conversation(this.#id);
    const unread = view && !this.#scroller.atEnd ? this.#reading.unread(view, transcript) : '';
    $('jump').hidden = this.#scroller.atEnd;
    $('jump-count').hidden = unread === '';
    $('jump-count').textContent = unread;
  }

  #looked() {
    this.#scroller.hold(false);
    this.show();
  }

  #written() {
    this.#reading.firstNew = null;
    this.#go('end');
  }

  /** Our newest message, as far as it can be edited. */
  #lastOwn() {
    const { messages } = this.#place.transcript;
    const isOwn = (sequence) => {
      const { kind, senderId } = messages.event(sequence);
      const message = kind === 'message' && senderId === this.#me ? messages.get(sequence) : null;
      return message && !message.deleted && !message.encrypted;
    };
    const sequence = messages.lines().findLast(isOwn);
    return sequence ? messages.get(sequence) : null;
  }

  #isOwner() {
    const view = this.#client.conversation(this.#id);
    return view?.kind === 'group' && view.members?.get(this.#me) === 'owner';
  }
}
