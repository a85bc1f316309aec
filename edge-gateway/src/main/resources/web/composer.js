import { $ } from './dom.js';

/** Where one writes: a new message, an answer to one, or a new text for one. */
export class Composer {
  #client;
  #written;
  #lastOwn;
  #id = null;
  #about = null; // {edit: boolean, sequence, senderId, text}
  #drafts = new Map(); // conversation → {text, about}

  /**
   * @param {object} client
   * @param {() => void} written called after something was sent
   * @param {() => object | null} lastOwn the row of our newest message that can be edited
   */
  constructor(client, written, lastOwn) {
    this.#client = client;
    this.#written = written;
    this.#lastOwn = lastOwn;
    $('compose').onsubmit = (event) => this.#submit(event);
    $('composer').onkeydown = (event) => this.#key(event);
    $('composer').oninput = () => this.#typed();
    $('about-cancel').onclick = () => this.cancel();
  }

  /** Writes to this conversation, or none; what was begun elsewhere is kept. */
  select(conversationId) {
    if (this.#id) this.#drafts.set(this.#id, this.#draft());
    this.#id = conversationId;
    $('compose').hidden = conversationId === null;
    if (conversationId === null) return;
    const { text, about } = this.#drafts.get(conversationId) ?? { text: '', about: null };
    this.#set(text, about);
  }

  reply({ sequence, senderId, text }) {
    const kept = this.#about?.edit ? this.#about.before : $('composer').value;
    this.#set(kept, { edit: false, sequence, senderId, text });
    $('composer').focus({ preventScroll: true });
  }

  edit({ sequence, content }) {
    const before = this.#about?.edit ? this.#about.before : $('composer').value;
    this.#set(content, { edit: true, sequence, text: content, before });
    $('composer').focus({ preventScroll: true });
  }

  /** Writes a new message after all. @returns {boolean} whether that was something else than before */
  cancel() {
    if (!this.#about) return false;
    this.#set(this.#about.edit ? this.#about.before : $('composer').value, null);
    $('composer').focus({ preventScroll: true });
    return true;
  }

  #draft() {
    const about = this.#about;
    return about?.edit ? { text: about.before, about: null } : { text: $('composer').value, about };
  }

  #set(text, about) {
    this.#about = about;
    $('composer').value = text;
    $('about').hidden = about === null;
    $('about').dataset.kind = about?.edit ? 'edit' : 'reply';
    $('about-title').textContent = about?.edit ? 'Edit message' : `Reply to ${about?.senderId ?? ''}`;
    $('about-text').textContent = about?.text ?? '';
    $('composer').setAttribute('aria-label', about?.edit ? 'New text' : about ? 'Reply' : 'Message');
    this.#fit();
  }

  #submit(event) {
    event.preventDefault();
    const text = $('composer').value.trim();
    if (!text || !this.#id) return;
    const about = this.#about;
    if (!about?.edit) this.#client.send(this.#id, text, { replyTo: about?.sequence });
    else if (text !== about.text) this.#client.edit(this.#id, about.sequence, text);
    this.#set(about?.edit ? about.before : '', null);
    $('composer').focus({ preventScroll: true });
    if (!about?.edit) this.#written();
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) this.#submit(event);
    else if (event.key === 'Escape' && this.cancel()) event.stopPropagation();
    else if (event.key === 'ArrowUp' && !event.altKey && !$('composer').value) {
      const row = this.#lastOwn();
      if (!row) return;
      event.preventDefault();
      this.edit(row);
    }
  }

  #typed() {
    this.#fit();
    if (this.#id && !this.#about?.edit && $('composer').value.trim()) this.#client.typing(this.#id);
  }

  #fit() {
    const { style } = $('composer');
    style.height = 'auto';
    style.height = `${$('composer').scrollHeight}px`;
  }
}
