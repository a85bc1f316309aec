import { linksIn } from './format.js';

/** Building and updating the page. Text always goes in as text, never as markup. */

const SVG = 'http://www.w3.org/2000/svg';

export const $ = (id) => document.getElementById(id);

/**
 * An element. Of the properties, `class`, `text` and `testid` are short for their attributes, `data` is an object, a
 * function is a listener; null, undefined and false leave an attribute out.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (name === 'text') node.textContent = value;
    else if (name === 'testid') node.dataset.testid = value;
    else if (name === 'data') for (const [key, datum] of Object.entries(value)) setData(node, key, datum);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function setData(node, key, value) {
  if (value === null || value === undefined || value === false) delete node.dataset[key];
  else node.dataset[key] = value;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** The text with its links as links; one gets to them by the arrow keys. */
export function linked(text) {
  return linksIn(text).map((part) => {
    if (!part.href) return part.text;
    return element('a', {
      href: part.href,
      target: '_blank',
      rel: 'noopener noreferrer',
      tabindex: -1,
      text: part.text,
    });
  });
}

/**
 * Makes the children of a node those of the rows, in order. Each row has a `key`; a row that says the same as before
 * keeps its node, and with it the focus, the selection and the place where one has scrolled to. In a node that is built
 * anew the focus goes to the part with the same `data-focus`.
 */
export class Rows {
  #parent;
  #build;
  #known = new Map();

  constructor(parent, build) {
    this.#parent = parent;
    this.#build = build;
  }

  show(rows) {
    const before = this.#known;
    this.#known = new Map();
    let next = this.#parent.firstElementChild;
    for (const row of rows) {
      let known = before.get(row.key);
      if (!known || !same(known.row, row)) {
        const node = this.#build(row);
        if (known) {
          if (next === known.node) next = node;
          replace(known.node, node);
        }
        known = { row, node };
      }
      before.delete(row.key);
      this.#known.set(row.key, known);
      if (known.node === next) next = next.nextElementSibling;
      else this.#parent.insertBefore(known.node, next);
    }
    for (const { node } of before.values()) node.remove();
  }
}

/** Puts a node in the place of another; the focus goes to the same part. */
function replace(before, node) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  const part = focused?.dataset.focus;
  before.replaceWith(node);
  if (focused === before) node.focus({ preventScroll: true });
  else if (part) node.querySelector(`[data-focus="${CSS.escape(part)}"]`)?.focus({ preventScroll: true });
}

/** Whether two rows say the same: plain values, arrays and objects of them. */
export function same(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], b[key]));
}

/** Calls `run` soon, once for however often it was asked. */
export function coalesced(run) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    setTimeout(() => {
      asked = false;
      run();
    }, 0);
  };
}
