import { $ } from './dom.js';

const CONTROLS = 'button, a[href]';

/**
 * Makes the messages one tab stop: up and down walk through them, left and right through what can be done with the one
 * that has the focus, Enter opens its menu.
 */
export class Roving {
  #stop = null; // the message that Tab goes to

  constructor() {
    $('messages').onkeydown = (event) => this.#key(event);
    $('messages').onfocusin = ({ target }) => this.#stopAt(target.closest('.message'));
  }

  /** After the rows were built: the stop is the one it was, else the newest. */
  renew() {
    if (this.#stop?.isConnected) return;
    const focused = document.activeElement?.closest?.('#messages .message');
    this.#stopAt(focused ?? [...$('messages').children].findLast((row) => row.matches('.message')) ?? null);
  }

  #stopAt(message) {
    if (message === this.#stop) return;
    if (this.#stop) this.#stop.tabIndex = -1;
    this.#stop = message;
    if (message) message.tabIndex = 0;
  }

  #key(event) {
    const { key, target } = event;
    const message = target.closest('.message');
    if (!message || event.altKey || event.ctrlKey || event.metaKey) return;
    if (key === 'Enter' && target === message) {
      this.#do(event, () => message.querySelector('.more')?.click());
      return;
    }
    const next = this.#nextMessage(key, message) ?? this.#nextControl(key, message, target);
    if (!next) return;
    this.#do(event, () => {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest' });
    });
  }

  #do(event, run) {
    event.preventDefault();
    run();
  }

  #nextMessage(key, message) {
    const messages = [...$('messages').querySelectorAll('.message')];
    if (key === 'Home') return messages[0];
    if (key === 'End') return messages.at(-1);
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    return step ? messages[messages.indexOf(message) + step] : undefined;
  }

  #nextControl(key, message, target) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return undefined;
    const parts = [message, ...message.querySelectorAll(CONTROLS)];
    return parts[parts.indexOf(target) + step];
  }
}
