import { avatar } from './avatar.js';
import { $, element, Rows } from './dom.js';
import { splitNames } from './format.js';
import { isUserId } from './parley-client.js';

const NAME_RULE = 'A name has 1 to 128 letters, digits or . _ : @ - | + = ~ and no spaces.';

/** What is wrong with this name, or null. */
export function faultOfName(name) {
  return isUserId(name) ? null : NAME_RULE;
}

function faultOfNames(names, me) {
  const wrong = names.find((name) => !isUserId(name));
  if (wrong) return `“${wrong}” is no name. ${NAME_RULE}`;
  return names.includes(me) ? 'You are a member already.' : null;
}

/** Opens a dialog by a button; its buttons marked so, and a click beside it, close it. */
function wire(dialog, { focus, submit, error }) {
  for (const button of dialog.querySelectorAll('[data-closes]')) button.onclick = () => dialog.close();
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  const form = $(focus).form;
  form.onsubmit = (event) => {
    event.preventDefault();
    const fault = submit();
    $(error).textContent = fault ?? '';
    if (!fault) return;
    $(focus).setAttribute('aria-invalid', 'true');
    $(focus).focus();
  };
  form.oninput = () => {
    $(error).textContent = '';
    $(focus).removeAttribute('aria-invalid');
  };
  return () => {
    form.reset();
    form.oninput();
    dialog.showModal();
  };
}

/** Starting conversations: with one, or a group. */
export class NewConversation {
  /** @param {(conversationId: string) => void} select shows a conversation */
  constructor(client, directory, me, select) {
    const direct = () => {
      const name = $('direct-name').value.trim();
      if (name === me) return 'That is you.';
      if (faultOfName(name)) return faultOfName(name);
      const existing = directory.directWith(name);
      if (existing) select(existing);
      else
        client.create('direct', [name]).outcome.then(
          (event) => select(event.conversationId),
          () => {},
        );
      $('direct-dialog').close();
      return null;
    };
    const group = () => {
      const title = $('group-title').value.trim();
      const names = splitNames($('group-members').value);
      if (!names.length) return 'Name at least one other.';
      const fault = faultOfNames(names, me);
      if (fault) return fault;
      const command = client.create('group', names, title || undefined);
      command.outcome.then(
        () => select(command.conversationId),
        () => {},
      );
      $('group-dialog').close();
      return null;
    };
    const openDirect = wire($('direct-dialog'), { focus: 'direct-name', submit: direct, error: 'direct-error' });
    const openGroup = wire($('group-dialog'), { focus: 'group-members', submit: group, error: 'group-error' });
    $('new-direct').onclick = openDirect;
    $('new-group').onclick = openGroup;
    for (const button of document.querySelectorAll('[data-opens=new-direct]')) button.onclick = openDirect;
  }
}

/** A group: its title and its members. */
export class Details {
  #client;
  #directory;
  #me;
  #id = null;
  #rows;
  #sure = false;
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
    this.show();
    this.#open();
    $('rename-title').value = this.#client.conversation(conversationId)?.title ?? '';
    $('details-dialog').querySelector('[data-closes]').focus();
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
    $('details-count').textContent = members.length === 1 ? '1 member' : `${members.length} members`;
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
        removable: owner && userId !== this.#me,
      })),
    );
  }

  #member({ key: userId, role, status, me, removable }) {
    const remove = () => this.#client.remove(this.#id, [userId]);
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
      removable &&
        element('button', {
          type: 'button',
          class: 'quiet',
          testid: 'member-remove',
          'aria-label': `Remove ${userId}`,
          text: 'Remove',
          click: remove,
        }),
    );
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
