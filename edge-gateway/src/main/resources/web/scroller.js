import { $ } from './dom.js';

const NEAR_TOP = 400; // pixels
const NEAR_END = 60;

/** Where one is in the messages: at the end and following it, or somewhere above and not moved from there. */
export class Scroller {
  #atEnd = true;
  #goTo = 'end'; // where the next rendering goes: 'end', 'new', or null to stay
  #moved;
  #nearTop;

  /** @param {() => void} moved called when the place changed @param {() => void} nearTop when more is wanted above */
  constructor(moved, nearTop) {
    this.#moved = moved;
    this.#nearTop = nearTop;
    $('scroller').onscroll = () => this.#scrolled();
    window.onresize = () => {
      if (this.#atEnd) this.toEnd();
    };
  }

  get atEnd() {
    return this.#atEnd;
  }

  /** @param {'end' | 'new'} goTo where the next rendering goes */
  go(goTo) {
    this.#goTo = goTo;
    this.#atEnd = goTo === 'end';
  }

  /** Runs what changes the rows; what one reads stays where it was. */
  keeping(change) {
    const anchor = this.#atEnd ? null : firstVisible();
    change();
    const moved = anchor && rowOf(anchor.sequence);
    if (moved) $('scroller').scrollTop += bottomOf(moved) - anchor.bottom;
  }

  /** Goes where it was to go, once the rows are there. */
  settle() {
    const mark = $('messages').querySelector('.new');
    if (this.#goTo === 'new' && mark) {
      $('scroller').scrollTop = mark.offsetTop - $('scroller').clientHeight / 3;
      this.#atEnd = fromEnd() < NEAR_END;
    } else if (this.#goTo || this.#atEnd) {
      this.toEnd();
    }
    this.#goTo = null;
    if ($('scroller').scrollTop < NEAR_TOP) this.#nearTop();
  }

  toEnd() {
    this.#atEnd = true;
    $('scroller').scrollTop = $('scroller').scrollHeight;
  }

  /** Shows a message, if it is here, and points it out. */
  toMessage(sequence) {
    const row = rowOf(sequence);
    if (!row) return;
    row.scrollIntoView({ block: 'center' });
    row.classList.add('pointed');
    setTimeout(() => row.classList.remove('pointed'), 1_500);
  }

  #scrolled() {
    if (this.#goTo !== null) return; // not by hand
    this.#atEnd = fromEnd() < NEAR_END;
    if ($('scroller').scrollTop < NEAR_TOP) this.#nearTop();
    this.#moved();
  }
}

/** The topmost row on the screen that is an event. */
function firstVisible() {
  const top = $('scroller').scrollTop;
  for (const row of $('messages').children) {
    if (row.dataset.sequence && bottomOf(row) > top) return { sequence: row.dataset.sequence, bottom: bottomOf(row) };
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
