import { $ } from './dom.js';
import { Drafts } from './drafts.js';
import { lengthOf } from './format.js';

const LONGEST = 16_384; // code points
const NEARLY = 500; // code points: from here on it is told how many are left

/** Where one writes: a new message, an answer to one, or a new text for one. */
export class Composer {
  #client;
  #written;
  #lastOwn;
  #id = null;
  #about = null; // {edit: boolean, sequence, senderId, text}
  #drafts;
  #end = new AbortController();

  /**
   * @param {object} client
   * @param {string} me
   * @param {{written: Function, lastOwn: Function}} options `written` is called after something was sent, `lastOwn`
   *   gives our newest message that can be edited, or null
   */
  constructor(client, me, { written, lastOwn }) {
    this.#client = client;
    this.#written = written;
    this.#lastOwn = lastOwn;
    this.#drafts = new Drafts(me);
    window.addEventListener('pagehide', () => this.#drafts.save(), { signal: this.#end.signal });
    $('compose').onsubmit = (event) => this.#submit(event);
    $('composer').onkeydown = (event) => this.#key(event);
    $('composer').oninput = () => this.#typed();
    $('about-cancel').onclick = () => this.cancel();
  }

  /** Writes to this conversation, or none; what was begun elsewhere is kept. */
  select(conversationId) {
    this.#id = conversationId;
    $('compose').hidden = conversationId === null;
    if (conversationId === null) return;
    const { text, about } = this.#drafts.get(conversationId) ?? { text: '', about: null };
    this.#set(text, about);
  }

  /** Nothing is written there any more. */
  forget(conversationId) {
    this.#drafts.set(conversationId, { text: '', about: null });
  }

  stop() {
    this.#end.abort();
    this.#drafts.save();
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

  /** An edit that was begun isn't kept, but what was there before it. */
  #keep() {
    const about = this.#about;
    const draft = about?.edit ? { text: about.before, about: null } : { text: $('composer').value, about };
    this.#drafts.set(this.#id, draft);
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
    if (this.#id) this.#keep();
  }

  #submit(event) {
    event.preventDefault();
    const text = $('composer').value.trim();
    if (!text || !this.#id || this.#count() < 0) return;
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
    this.#keep();
    if (this.#id && !this.#about?.edit && $('composer').value.trim()) this.#client.typing(this.#id);
  }

  /** As high as its text. Measuring it must not move what stands above. */
  #fit() {
    const { style } = $('composer');
    $('compose').style.minHeight = `${$('compose').offsetHeight}px`;
    style.height = 'auto';
    style.height = `${$('composer').scrollHeight}px`;
    $('compose').style.minHeight = '';
    this.#count();
  }

  /** Tells when it is nearly too long, or is. @returns {number} how many characters are left */
  #count() {
    const text = $('composer').value;
    const left = text.length < LONGEST - NEARLY ? LONGEST : LONGEST - lengthOf(text.trim());
    const words = `${Math.abs(left).toLocaleString()} ${Math.abs(left) === 1 ? 'character' : 'characters'}`;
    $('composer-count').textContent = left > NEARLY ? '' : `${words} ${left < 0 ? 'too many' : 'left'}`;
    $('composer-count').classList.toggle('over', left < 0);
    if (left < 0) $('composer').setAttribute('aria-invalid', 'true');
    else $('composer').removeAttribute('aria-invalid');
    return left;
  }
}
