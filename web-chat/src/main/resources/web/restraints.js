import { $, setData } from './dom.js';

/** What the user keeps away from themself, in the conversation on the screen: its notifications, and the other one. */
export class Restraints {
  #client;
  #failed;
  #view = null;
  #sure = false; // whether blocking was asked about

  /** @param {(text: string) => void} failed says that something didn't work */
  constructor(client, failed) {
    this.#client = client;
    this.#failed = failed;
    $('mute').onclick = () => this.#mute();
    $('block').onclick = () => this.#block();
    $('block').onblur = () => this.#ask(false);
    $('unblock').onclick = () => this.#try(this.#client.unblock(this.#view.peer), 'unblock');
  }

  /** @param {ConversationView | null} view */
  show(view) {
    if (view?.conversationId !== this.#view?.conversationId) this.#sure = false;
    this.#view = view;
    const muted = isMuted(view);
    const blocked = isBlocked(this.#client, view);
    $('mute').hidden = !view;
    label($('mute'), muted ? 'Unmute: notify me again' : 'Mute: no notifications');
    $('mute').setAttribute('aria-pressed', String(muted));
    $('mute')
      .querySelector('use')
      .setAttribute('href', muted ? '#i-bell-off' : '#i-bell');
    $('block').hidden = !view?.peer || blocked;
    this.#ask(this.#sure);
    $('blocked').hidden = !blocked;
    $('blocked-text').textContent = blocked ? `You have blocked ${view.peer}.` : '';
    $('compose').hidden = !view || blocked;
  }

  #mute() {
    const { conversationId } = this.#view;
    if (isMuted(this.#view)) this.#try(this.#client.unmute(conversationId), 'unmute');
    else this.#try(this.#client.mute(conversationId), 'mute');
  }

  /** The first click asks, the second blocks. */
  #block() {
    if (this.#sure) this.#try(this.#client.block(this.#view.peer), 'block');
    this.#ask(!this.#sure);
  }

  #ask(sure) {
    this.#sure = sure;
    label($('block'), sure ? `Really block ${this.#view?.peer}? Click again` : 'Block this person');
    setData($('block'), 'sure', sure || null);
  }

  #try(done, what) {
    done.catch((error) => this.#failed(`Could not ${what}: ${error.message}`));
  }
}

/** @returns {boolean} whether there are no notifications of it now */
export function isMuted(view) {
  const muted = view?.muted ?? null;
  return muted === true || (muted !== null && Date.parse(muted) > Date.now());
}

/** @returns {boolean} whether it is the direct conversation with somebody who is blocked */
export function isBlocked(client, view) {
  return view?.kind === 'direct' && view.peer !== null && client.blocked.has(view.peer);
}

/** Screen readers say again what is set again. */
function label(node, text) {
  if (node.title === text) return;
  node.title = text;
  node.setAttribute('aria-label', text);
}
