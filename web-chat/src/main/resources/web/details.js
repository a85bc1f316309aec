import { avatar } from './avatar.js';
import { faultOfNames, wire } from './dialogs.js';
import { $, element, Rows } from './dom.js';
import { splitNames } from './format.js';

/** A group: its title and its members. */
export class Details {
  #client;
  #directory;
  #me;
  #id = null;
  #rows;
  #sure = false; // whether leaving was asked about
  #sureOf = null; // the member about whose removal was asked
  #open;

  constructor(client, directory, me) {
    this.#client = client;
    this.#directory = directory;
    this.#me = me;
    $('members').replaceChildren();
    this.#rows = new Rows($('members'), (row) => this.#member(row));
    this.#open = wire($('details-dialog'), { focus: 'add-members', submit: () => this.#add(), error: 'add-error' });
    $('leave').onclick = () => this.#leave();
    $('rename-form').onsubmit = (event) => this.#rename(event);
  }

  open(conversationId) {
    this.#id = conversationId;
    this.#sure = false;
    this.#sureOf = null;
    this.show();
    this.#open();
    this.#list(conversationId);
    $('rename-title').value = this.#client.conversation(conversationId)?.title ?? '';
    $('details-dialog').querySelector('[data-closes]').focus();
  }

  /** Reads the rest of a large group's members, page by page, as long as they are looked at. */
  async #list(conversationId) {
    const view = this.#client.conversation(conversationId);
    if (!view?.members || view.memberCount <= view.members.size) return;
    let after;
    for (let more = true; more && this.#id === conversationId;) {
      const page = await this.#client.members(conversationId, { after, limit: 1000 }).catch(() => null);
      after = page?.members.at(-1)?.userId;
      more = page?.more === true && after !== undefined;
      this.show();
    }
  }

  /** Brings it up to date, or closes it if the conversation is gone. */
  show() {
    if (this.#id === null) return;
    const view = this.#client.conversation(this.#id);
    if (!view) {
      this.#id = null;
      $('details-dialog').close();
      return;
    }
    const members = [...(view.members ?? [])];
    const owner = view.members?.get(this.#me) === 'owner';
    $('details-title').textContent = this.#directory.title(view);
    const count = view.memberCount ?? members.length;
    $('details-count').textContent = count === 1 ? '1 member' : `${count} members`;
    $('details-large').hidden = !view.large;
    $('add-form').hidden = !owner;
    $('rename-form').hidden = !owner;
    $('leave').textContent = this.#sure ? 'Really leave?' : 'Leave group';
    const status = (userId) => (view.large ? null : (this.#client.presence(userId)?.status ?? null));
    const rank = (userId) => (userId === this.#me ? 0 : status(userId) === 'online' ? 1 : 2);
    members.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
    this.#rows.show(
      members.map(([userId, role]) => ({
        key: userId,
        role,
        status: status(userId),
        me: userId === this.#me,
        changeable: owner && userId !== this.#me,
        sure: userId === this.#sureOf,
      })),
    );
  }

  #member({ key: userId, role, status, me, changeable, sure }) {
    const words = [role === 'owner' && 'owner', status].filter(Boolean).join(', ');
    return element(
      'li',
      { class: 'member', testid: 'member', data: { userId, role, status } },
      avatar(userId, { status, testid: status === 'online' ? 'member-online' : 'member-offline' }),
      element(
        'span',
        { class: 'member-text' },
        element('span', { class: 'member-name', testid: 'member-name', text: me ? `${userId} (you)` : userId }),
        element('span', { class: 'member-role', text: words }),
      ),
      changeable && this.#actions(userId, role === 'owner' ? 'member' : 'owner', sure),
    );
  }

  #actions(userId, otherRole, sure) {
    return element(
      'span',
      { class: 'member-actions' },
      element('button', {
        type: 'button',
        class: 'quiet',
        testid: 'member-role',
        data: { focus: 'role' },
        'aria-label': `Make ${otherRole}: ${userId}`,
        text: `Make ${otherRole}`,
        click: () => this.#client.role(this.#id, [userId], otherRole),
      }),
      element('button', {
        type: 'button',
        class: sure ? 'danger' : 'quiet',
        testid: 'member-remove',
        data: { focus: 'remove' },
        'aria-label': `${sure ? 'Really remove?' : 'Remove'} ${userId}`,
        text: sure ? 'Really remove?' : 'Remove',
        click: () => this.#remove(userId),
      }),
    );
  }

  /** The first click asks, the second removes. */
  #remove(userId) {
    const sure = this.#sureOf === userId;
    this.#sureOf = sure ? null : userId;
    if (sure) this.#client.remove(this.#id, [userId]);
    this.show();
  }

  #add() {
    const names = splitNames($('add-members').value);
    if (!names.length) return 'Name at least one.';
    const fault = faultOfNames(names, this.#me);
    if (fault) return fault;
    const members = this.#client.conversation(this.#id)?.members;
    const newcomers = names.filter((name) => !members?.has(name));
    if (!newcomers.length) return 'They are members already.';
    this.#client.add(this.#id, newcomers);
    $('add-members').value = '';
    return null;
  }

  #rename(event) {
    event.preventDefault();
    const title = $('rename-title').value.trim();
    if (title && title !== this.#client.conversation(this.#id)?.title) this.#client.rename(this.#id, title);
  }

  /** The first click asks, the second leaves. */
  #leave() {
    if (this.#sure) {
      this.#client.remove(this.#id, [this.#me]);
      $('details-dialog').close();
      return;
    }
    this.#sure = true;
    this.show();
  }
}
