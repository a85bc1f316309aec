import { $ } from './dom.js';
import { splitNames } from './format.js';
import { isUserId } from './parley-client.js';

const NAME_RULE = 'A name has 1 to 128 letters, digits or . _ : @ - | + = ~ and no spaces.';

/** What is wrong with this name, or null. */
export function faultOfName(name) {
  return isUserId(name) ? null : NAME_RULE;
}

/** What is wrong with these names of others, or null. */
export function faultOfNames(names, me) {
  const wrong = names.find((name) => !isUserId(name));
  if (wrong) return `“${wrong}” is no name. ${NAME_RULE}`;
  return names.includes(me) ? 'You are a member already.' : null;
}

/** Opens a dialog by a button; its buttons marked so, and a click beside it, close it. */
export function wire(dialog, { focus, submit, error }) {
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
