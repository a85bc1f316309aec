import { Emitter } from './emitter.js';

/** Does what needs no answer of its own: gives commands, sends signals, changes preferences. */
export class Actions extends Emitter {
  #parts;

  /** @param parts returns `command`, `signals`, `preferences` and `newGroupId`, once they are made */
  constructor(parts) {
    super();
    this.#parts = parts;
  }

  create(kind, members, title) {
    const conversationId = kind === 'group' ? this.#parts().newGroupId() : undefined;
    return this.#parts().command('create', { conversationId, kind, members, title });
  }

  send(conversationId, content, { contentType, encrypted, replyTo, id } = {}) {
    return this.#parts().command('send', { conversationId, content, contentType, encrypted, replyTo }, id);
  }

  edit(conversationId, target, content) {
    return this.#parts().command('edit', { conversationId, target, content });
  }

  delete(conversationId, target) {
    return this.#parts().command('delete', { conversationId, target });
  }

  react(conversationId, target, reaction, remove) {
    return this.#parts().command('react', { conversationId, target, reaction, remove });
  }

  add(conversationId, members) {
    return this.#parts().command('add', { conversationId, members });
  }

  remove(conversationId, members) {
    return this.#parts().command('remove', { conversationId, members });
  }

  role(conversationId, members, role) {
    return this.#parts().command('role', { conversationId, members, role });
  }

  rename(conversationId, title) {
    return this.#parts().command('rename', { conversationId, title });
  }

  typing(conversationId) {
    this.#parts().signals.typing(conversationId);
  }

  stopTyping(conversationId) {
    this.#parts().signals.stopTyping(conversationId);
  }

  setStatus(status) {
    return this.#parts().signals.status(status);
  }

  device(platform, token, remove) {
    return this.#parts().signals.device(platform, token, remove);
  }

  block(userId) {
    return this.#parts().preferences.block(userId, false);
  }

  unblock(userId) {
    return this.#parts().preferences.block(userId, true);
  }

  mute(conversationId, { until } = {}) {
    return this.#parts().preferences.mute(conversationId, until, false);
  }

  unmute(conversationId) {
    return this.#parts().preferences.mute(conversationId, undefined, true);
  }
}
