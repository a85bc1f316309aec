/** A clock that stands still until it is told to go on; timers ring in order of time, then of setting. */
export class FakeClock {
  #now;
  #timers = new Map();
  #lastHandle = 0;

  constructor(now = 1_750_000_000_000) {
    this.#now = now;
  }

  now() {
    return this.#now;
  }

  setTimeout(run, ms = 0) {
    const handle = ++this.#lastHandle;
    this.#timers.set(handle, { at: this.#now + Math.max(0, ms), handle, run });
    return handle;
  }

  clearTimeout(handle) {
    this.#timers.delete(handle);
  }

  /** Lets so much time pass, and after each timer everything that promises make of it. */
  async advance(ms) {
    const until = this.#now + ms;
    await settle();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#timers.delete(next.handle);
      this.#now = next.at;
      next.run();
      await settle();
    }
    this.#now = until;
  }

  #next(until) {
    let first = null;
    for (const timer of this.#timers.values()) {
      if (timer.at > until) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.handle < first.handle)) first = timer;
    }
    return first;
  }
}

/** Resolves when all promise callbacks that are due have run. */
export function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}
