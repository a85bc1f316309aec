import { avatar } from './avatar.js';
import { $ } from './dom.js';
import { lastSeen } from './format.js';
import { Restraints } from './restraints.js';

/** What stands above the messages, who it is and who is there, and below them, who is typing. */
export class ThreadBar {
  #client;
  #directory;
  #typists;
  #restraints;
  #pictured = null;

  /** @param {(text: string) => void} failed says that something didn't work */
  constructor(client, directory, typists, failed) {
    this.#client = client;
    this.#directory = directory;
    this.#typists = typists;
    this.#restraints = new Restraints(client, failed);
  }

  show(conversationId, view) {
    const title = view ? this.#directory.title(view) : '…';
    const group = view?.kind === 'group';
    setText($('thread-title'), title);
    $('thread').setAttribute('aria-label', `Conversation: ${title}`);
    $('open-details').hidden = !group;
    const peer = view && !group ? this.#directory.peer(conversationId) : null;
    const presence = peer ? this.#client.presence(peer) : null;
    this.#picture(title, view?.kind, presence?.status);
    setText($('thread-status'), group ? this.#groupLine(view) : personLine(presence));
    this.#restraints.show(view);
    setText($('typing'), this.#typists.line(conversationId) ?? '');
  }

  clear() {
    $('typing').textContent = '';
  }

  #picture(title, kind, status) {
    const pictured = `${kind} ${status} ${title}`;
    if (pictured === this.#pictured) return;
    this.#pictured = pictured;
    $('thread-avatar').replaceChildren(avatar(title, { kind, status }));
  }

  #groupLine({ members, memberCount, large }) {
    if (!members) return '';
    const online = [...members.keys()].filter((userId) => this.#client.presence(userId)?.status === 'online').length;
    const count = memberCount === 1 ? '1 member' : `${memberCount} members`;
    if (large) return `Large group, ${count}`;
    return online ? `${count}, ${online} online` : count;
  }
}

/** Screen readers say again what is set again. */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function personLine(presence) {
  if (!presence) return '';
  if (presence.status !== 'offline') return presence.status;
  return presence.lastSeenAt ? lastSeen(presence.lastSeenAt) : 'offline';
}
