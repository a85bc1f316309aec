/** Tells listeners by name. */
export class Emitter {
  #listeners = new Map(); // name → listener → what is called

  /** Calls the listener at every such event. @returns {() => void} ends it */
  on(name, listener) {
    return this.#add(name, listener, listener);
  }

  /** Calls the listener at the next such event alone. @returns {() => void} ends it */
  once(name, listener) {
    return this.#add(name, listener, (value) => {
      this.off(name, listener);
      listener(value);
    });
  }

  /** Ends what `on` or `once` began with this listener. */
  off(name, listener) {
    this.#listeners.get(name)?.delete(listener);
  }

  emit(name, value) {
    for (const call of [...(this.#listeners.get(name)?.values() ?? [])]) {
      try {
        call(value);
      } catch (error) {
        // A listener's fault must not stop the stream for the others.
        if (name === 'error') console.error(error);
        else this.emit('error', error);
      }
    }
    if (name === 'error' && !this.#listeners.get(name)?.size) console.error(value);
  }

  #add(name, listener, call) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Map());
    this.#listeners.get(name).set(listener, call);
    return () => this.off(name, listener);
  }
}
