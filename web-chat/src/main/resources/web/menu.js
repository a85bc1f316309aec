import { $, element } from './dom.js';
import { reactionKey } from './parley-client.js';

/** What is offered at one tap. Any text of up to 32 characters may be a reaction. */
export const REACTIONS = ['👍', '❤️', '😂', '😮', '😢', '🙏'];
const EDITABLE_FOR = 24 * 3_600_000;
const MARGIN = 8; // pixels to the edge of the window

/** What can be done with a message: one menu for all of them, under the button that opened it, as long as that can be seen. */
export class MessageMenu {
  #actions;
  #row = null;
  #opener = null; // how to find the button again: its row may have been built anew
  #sure = false;

  /** @param {{react: Function, reply: Function, edit: Function, remove: Function, mayRemove: (row: object) => boolean}} actions */
  constructor(actions) {
    this.#actions = actions;
    $('message-menu').onkeydown = (event) => this.#key(event);
    $('message-menu').onfocusout = ({ relatedTarget }) => {
      if (relatedTarget && !$('message-menu').contains(relatedTarget)) this.close();
    };
    document.addEventListener('pointerdown', ({ target }) => {
      if (this.#row && !$('message-menu').contains(target) && !target.closest?.('.more')) this.close();
    });
  }

  /** Opens it for a message, or closes it if it is open for that. */
  toggle(row) {
    if (this.#row?.sequence === row.sequence) return this.close();
    this.#row = row;
    this.#opener = () => $('messages').querySelector(`[data-sequence="${row.sequence}"] .more`);
    this.#sure = false;
    this.#show();
    this.follow();
    $('message-menu').querySelector('button').focus({ preventScroll: true });
    return undefined;
  }

  /** Stays with its button when that has moved. */
  follow() {
    if (!this.#row) return;
    const at = this.#opener()?.getBoundingClientRect();
    const within = $('scroller').getBoundingClientRect();
    if (!at || at.bottom < within.top || at.top > within.bottom) this.close();
    else this.#place(at);
  }

  close({ focus = false } = {}) {
    if (!this.#row) return;
    this.#row = null;
    $('message-menu').hidden = true;
    if (focus) this.#opener()?.focus({ preventScroll: true });
  }

  #show() {
    const row = this.#row;
    const { react, reply, edit, mayRemove } = this.#actions;
    const editable = row.own && row.content !== null && Date.now() - row.sentAt < EDITABLE_FOR;
    const chosen = (run) => () => {
      this.close({ focus: true });
      run(row);
    };
    $('message-menu').replaceChildren(
      element('div', { class: 'picker', role: 'group', 'aria-label': 'Reactions' }, ...this.#picker(row, react)),
      menuItem({ testid: 'menu-reply', text: 'Reply', click: chosen(reply) }),
      ...(editable ? [menuItem({ testid: 'menu-edit', text: 'Edit', click: chosen(edit) })] : []),
      ...(mayRemove(row)
        ? [
            menuItem({
              testid: 'menu-delete',
              class: 'menu-item danger',
              text: 'Delete',
              click: (event) => this.#remove(event),
            }),
          ]
        : []),
    );
    $('message-menu').hidden = false;
  }

  /** The first click asks, the second deletes. */
  #remove({ target }) {
    const row = this.#row;
    if (this.#sure) {
      this.close({ focus: true });
      this.#actions.remove(row);
      return;
    }
    this.#sure = true;
    target.textContent = 'Really delete?';
  }

  #picker(row, react) {
    const mine = new Set(row.reactions.filter((given) => given.mine).map((given) => reactionKey(given.reaction)));
    const isMine = (reaction) => mine.has(reactionKey(reaction));
    return REACTIONS.map((reaction) =>
      element('button', {
        type: 'button',
        role: 'menuitemcheckbox',
        class: 'pick',
        testid: 'menu-react',
        data: { reaction },
        'aria-checked': String(isMine(reaction)),
        'aria-label': `React with ${reaction}`,
        text: reaction,
        click: () => {
          this.close({ focus: true });
          react(row.sequence, reaction, isMine(reaction));
        },
      }),
    );
  }

  /** Under the button if there is room, else above it; never over the edge. */
  #place(from) {
    const { style, offsetWidth, offsetHeight } = $('message-menu');
    const below = from.bottom + MARGIN / 2;
    const top = below + offsetHeight + MARGIN > innerHeight ? from.top - offsetHeight - MARGIN / 2 : below;
    const left = Math.min(from.left, innerWidth - offsetWidth - MARGIN);
    style.setProperty('--top', `${Math.max(MARGIN, top)}px`);
    style.setProperty('--left', `${Math.max(MARGIN, left)}px`);
  }

  #key(event) {
    if (event.key === 'Escape') this.close({ focus: true });
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const items = [...$('message-menu').querySelectorAll('button')];
    const at = items.indexOf(document.activeElement);
    const next = { Home: items[0], End: items.at(-1) }[event.key] ?? (step && items.at((at + step) % items.length));
    if (!next && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    next?.focus();
  }
}

function menuItem(properties) {
  return element('button', { type: 'button', role: 'menuitem', class: 'menu-item', ...properties });
}
