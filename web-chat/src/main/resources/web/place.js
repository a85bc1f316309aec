import { Stretch } from './stretch.js';

/** Where one is in a conversation: which stretch of it is in the page, and where one is going. */
export class Place {
  #transcript;
  #changed;
  #stretch = new Stretch();
  #goal = null; // 'end', 'new', or a sequence; null: one is there
  #sequence = 0; // of the goal
  #asked = false; // whether something was read for it

  /** @param {object} transcript @param {() => void} changed called when there is something else to show */
  constructor(transcript, changed) {
    this.#transcript = transcript;
    this.#changed = changed;
  }

  get transcript() {
    return this.#transcript;
  }

  get stretch() {
    return this.#stretch;
  }

  /** Whether below the stretch there is nothing. */
  get isEnd() {
    return this.#stretch.follows && this.#transcript.atEnd;
  }

  /** Whether above the stretch there is nothing. */
  get isStart() {
    return this.#transcript.complete && this.#stretch.from <= (this.#lines[0] ?? 0);
  }

  get going() {
    return this.#goal !== null;
  }

  /** @param {'end' | 'new' | number} goal @param {number} sequence where that is */
  go(goal, sequence = goal === 'end' ? Infinity : goal) {
    this.#goal = goal;
    this.#sequence = sequence;
    this.#asked = false;
  }

  /** Goes to the goal, if it is here, and else has it read. @returns {string | number | null} the goal, once one is there */
  arrive() {
    const [goal, sequence] = [this.#goal, this.#sequence];
    const { loaded, loading, atEnd } = this.#transcript;
    if (goal === null) return null;
    if (!this.#isHere()) {
      if (loading) return null;
      if (!loaded) this.#transcript.load({ from: sequence });
      else if (!this.#asked) this.#read(sequence);
      if (!loaded || !this.#asked) return this.#wait();
      // What couldn't be had isn't asked for again: then one is as near as it gets.
    } else if (loading) {
      this.#read(sequence); // and not what was asked for before
    }
    if (goal === 'end') this.#stretch.toEnd(this.#lines);
    else this.#stretch.around(this.#lines, sequence, atEnd);
    this.#goal = null;
    return goal;
  }

  /** Keeps the stretch short. @param {boolean} followed whether somebody is at the end */
  shorten(followed) {
    this.#stretch.shorten(this.#lines, followed);
  }

  /** More is wanted above. */
  up() {
    if (!this.#transcript.loaded) return;
    if (this.#stretch.up(this.#lines)) this.#changed();
    if (this.#stretch.from <= (this.#lines[0] ?? 0)) this.#transcript.older();
  }

  /** More is wanted below. */
  down() {
    const { loaded, atEnd } = this.#transcript;
    if (!loaded) return;
    if (this.#stretch.down(this.#lines, atEnd)) this.#changed();
    if (this.#stretch.to >= this.#lines.at(-1)) this.#transcript.newer();
  }

  get #lines() {
    return this.#transcript.loaded ? this.#transcript.messages.lines() : [];
  }

  #isHere() {
    const { messages, loaded, atEnd } = this.#transcript;
    return loaded && this.#sequence >= messages.from && (atEnd || this.#sequence <= messages.to);
  }

  #read(sequence) {
    const reading = sequence === Infinity ? this.#transcript.latest() : this.#transcript.goTo(sequence);
    reading.then(this.#changed); // if it failed as well
  }

  #wait() {
    this.#asked = true;
    return null;
  }
}
