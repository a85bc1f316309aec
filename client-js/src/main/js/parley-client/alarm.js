/** A timer that can be set again and asked whether it runs. */
export class Alarm {
  #clock;
  #ring;
  #handle = null;

  constructor(clock, ring) {
    this.#clock = clock;
    this.#ring = ring;
  }

  get pending() {
    return this.#handle !== null;
  }

  set(ms) {
    this.clear();
    const run = () => {
      this.#handle = null;
      this.#ring();
    };
    this.#handle = this.#clock.setTimeout(run, Math.min(Math.max(ms, 0), 0x7fffffff));
  }

  /** Sets it unless it runs. */
  soon(ms) {
    if (!this.pending) this.set(ms);
  }

  clear() {
    if (this.pending) this.#clock.clearTimeout(this.#handle);
    this.#handle = null;
  }
}
