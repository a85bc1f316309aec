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

/** The text with its links as links. */
export function linked(text) {
  const parts = text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/);
  return parts.map((part, i) =>
    i % 2 ? element('a', { href: part, target: '_blank', rel: 'noopener noreferrer', text: part }) : part,
  );
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
      const said = JSON.stringify(row);
      let known = before.get(row.key);
      if (known?.said !== said) {
        const node = this.#build(row);
        if (known) {
          if (next === known.node) next = node;
          const focus = known.node.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
          known.node.replaceWith(node);
          if (focus) node.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
        }
        known = { said, node };
      }
      before.delete(row.key);
      this.#known.set(row.key, known);
      if (known.node === next) next = next.nextElementSibling;
      else this.#parent.insertBefore(known.node, next);
    }
    for (const { node } of before.values()) node.remove();
  }
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
