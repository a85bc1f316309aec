import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * Up to which event the bot has done its work, by conversation, in a file.
 *
 * The read mark on the server wouldn't do: an answer moves it to that answer, over what others wrote before it and the bot
 * hasn't come to yet.
 */
export class Handled {
  #file;
  #sequences;

  constructor(file) {
    this.#file = file;
    try {
      this.#sequences = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8'))));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      this.#sequences = new Map();
    }
  }

  in(conversationId) {
    return this.#sequences.get(conversationId);
  }

  upTo(conversationId, sequence) {
    this.#sequences.set(conversationId, sequence);
    this.#save();
  }

  forget(conversationId) {
    if (this.#sequences.delete(conversationId)) this.#save();
  }

  /** The old file or the new one, whatever ends the process in between. */
  #save() {
    writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(this.#sequences)));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
