/** Tells listeners by name. */
export class Emitter {
  #listeners = new Map();

  /** Calls the listener at every such event. @returns {() => void} ends it */
  on(name, listener) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    this.#listeners.get(name).add(listener);
    return () => this.#listeners.get(name).delete(listener);
  }

  emit(name, value) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(value);
      } catch (error) {
        // A listener's fault must not stop the stream for the others.
        if (name === 'error') console.error(error);
        else this.emit('error', error);
      }
    }
    if (name === 'error' && !this.#listeners.get(name)?.size) console.error(value);
  }
}
