const AT_FIRST = 60; // lines
const STEP = 40;
const MOST = 200;

/** The place of the first of these ascending numbers that isn't below this one. */
export function placeOf(numbers, number) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The stretch of a conversation that is in the page: enough lines to scroll in, and never more than some 200, so that
 * everything costs the same in a conversation of 50 messages and of 50,000. It moves along as one scrolls.
 */
export class Stretch {
  from = 0; // its first line
  to = Infinity; // its last one; Infinity: it goes on to the end, whatever comes

  get follows() {
    return this.to === Infinity;
  }

  toEnd(lines) {
    this.to = Infinity;
    this.from = lines[Math.max(0, lines.length - AT_FIRST)] ?? 0;
  }

  /** @param {boolean} atEnd whether the lines go on to the newest event */
  around(lines, sequence, atEnd) {
    const place = placeOf(lines, sequence);
    this.from = lines[Math.max(0, place - STEP)] ?? 0;
    this.#end(lines, place + STEP, atEnd);
  }

  /** @returns {boolean} whether there was more above */
  up(lines) {
    const first = placeOf(lines, this.from);
    if (first === 0) return false;
    const place = Math.max(0, first - STEP);
    this.from = lines[place];
    if (this.#count(lines, place) > MOST) this.to = lines[place + MOST - 1];
    return true;
  }

  /** @returns {boolean} whether there was more below */
  down(lines, atEnd) {
    if (this.follows) return false;
    const before = placeOf(lines, this.to + 1);
    this.#end(lines, before + STEP - 1, atEnd);
    this.#dropAbove(lines);
    return this.follows || before < lines.length;
  }

  /** Keeps it short when lines were added at its end. @param {boolean} followed whether somebody is at the end */
  shorten(lines, followed) {
    if (!this.follows || this.#count(lines) <= MOST) return;
    if (followed) this.from = lines[lines.length - MOST + STEP];
    else if (this.#count(lines) > MOST + STEP) this.to = lines[placeOf(lines, this.from) + MOST - 1];
  }

  #end(lines, place, atEnd) {
    const last = Math.min(place, lines.length - 1);
    this.to = atEnd && last === lines.length - 1 ? Infinity : (lines[last] ?? 0);
  }

  #dropAbove(lines) {
    const excess = this.#count(lines) - MOST;
    if (excess > 0) this.from = lines[placeOf(lines, this.from) + excess];
  }

  #count(lines, from = placeOf(lines, this.from)) {
    return (this.follows ? lines.length : placeOf(lines, this.to + 1)) - from;
  }
}
