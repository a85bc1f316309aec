import { $ } from './dom.js';

const NEAR = 600; // pixels: more is fetched before one is there
const AT_END = 60;
const LINE = 56; // of a short message, with what is between it and the next
const POINTED_OUT = 1_500; // milliseconds

/** Where one is in the messages: at the end and following it, or somewhere above and not moved from there. */
export class Scroller {
  #atEnd = true;
  #goingTo = 'end'; // where the next rendering goes: 'end', 'new', a sequence, or null to stay
  #holding = false; // whether it stays at the mark of what is new until somebody looks
  #o;
  #resized = new ResizeObserver(() => {
    if (this.#atEnd) this.#toBottom();
  });

  /**
   * @param {{moved: Function, nearTop: Function, nearEnd: Function, isEnd: () => boolean}} options `moved`: the place
   *   changed; `nearTop` and `nearEnd`: more is wanted there; `isEnd`: whether below the last row there is nothing
   */
  constructor(options) {
    this.#o = options;
    $('scroller').onscroll = () => this.#scrolled();
    this.#resized.observe($('scroller'));
  }

  stop() {
    this.#resized.disconnect();
  }

  get atEnd() {
    return this.#atEnd;
  }

  /** @param {'end' | 'new' | number} place where the next rendering goes */
  go(place) {
    this.#goingTo = place;
    this.#holding = false;
    this.#atEnd = place === 'end';
  }

  /** Stays where what is new starts, and doesn't go on with the end, as long as nobody looks. */
  hold(holding) {
    if (this.#holding && !holding) this.#atEnd = this.#isAtEnd();
    this.#holding = holding;
  }

  /** Runs what changes the rows; what one reads stays where it was. */
  keeping(change) {
    const anchor = this.#atEnd ? null : firstVisible();
    const before = anchor?.getBoundingClientRect().bottom;
    change();
    // It may have been built anew.
    const now = anchor && (anchor.isConnected ? anchor : rowOf(anchor.dataset.sequence));
    if (now) $('scroller').scrollTop += now.getBoundingClientRect().bottom - before;
  }

  /** Goes where it was to go, once the rows are there. */
  settle() {
    const goingTo = this.#goingTo;
    this.#goingTo = null;
    if (goingTo === 'new' || this.#holding) this.#toNew();
    else if (typeof goingTo === 'number') this.#toMessage(goingTo);
    else if (goingTo || this.#atEnd) this.#toEnd();
    this.#wantMore();
  }

  /** How many short messages a screen shows. */
  get capacity() {
    return Math.max(1, Math.floor($('scroller').clientHeight / LINE));
  }

  /** The last row that is on the screen to its end: its sequence, or 0. */
  lastSeen() {
    const { scrollTop, clientHeight } = $('scroller');
    const rows = $('messages').children;
    for (let i = rows.length - 1; i >= 0; i--) {
      const { sequence } = rows[i].dataset;
      if (sequence && bottomOf(rows[i]) <= scrollTop + clientHeight + 1) return Number(sequence);
    }
    return 0;
  }

  /** The first row on the screen: its sequence, or null. */
  firstSeen() {
    const row = firstVisible();
    return row && Number(row.dataset.sequence);
  }

  #toEnd() {
    this.#atEnd = this.#o.isEnd();
    this.#toBottom();
  }

  #toBottom() {
    $('scroller').scrollTop = $('scroller').scrollHeight;
  }

  #toNew() {
    const mark = $('messages').querySelector('.new');
    if (!mark) return this.#toEnd();
    $('scroller').scrollTop = mark.offsetTop - $('scroller').clientHeight / 3;
    this.#atEnd = this.#isAtEnd();
    return undefined;
  }

  /** Shows a message, and points it out. */
  #toMessage(sequence) {
    const row = rowOf(sequence);
    if (!row) return;
    row.scrollIntoView({ block: 'center' });
    this.#atEnd = this.#isAtEnd();
    row.classList.add('pointed');
    setTimeout(() => row.classList.remove('pointed'), POINTED_OUT);
  }

  #scrolled() {
    if (this.#goingTo !== null) return; // not by hand
    this.#atEnd = this.#isAtEnd();
    this.#wantMore();
    this.#o.moved();
  }

  #wantMore() {
    if ($('scroller').scrollTop < NEAR) this.#o.nearTop();
    if (!this.#o.isEnd() && fromEnd() < NEAR) this.#o.nearEnd();
  }

  #isAtEnd() {
    return this.#o.isEnd() && fromEnd() < AT_END;
  }
}

/** The topmost row on the screen that is an event. */
function firstVisible() {
  const top = $('scroller').scrollTop;
  for (const row of $('messages').children) {
    if (row.dataset.sequence && bottomOf(row) > top) return row;
  }
  return null;
}

function bottomOf(row) {
  return row.offsetTop + row.offsetHeight;
}

function rowOf(sequence) {
  return $('messages').querySelector(`[data-sequence="${sequence}"]`);
}

function fromEnd() {
  const { scrollHeight, scrollTop, clientHeight } = $('scroller');
  return scrollHeight - scrollTop - clientHeight;
}
