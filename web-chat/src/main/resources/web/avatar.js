import { element } from './dom.js';
import { hueOf, initials } from './format.js';

/** A round picture out of a name, with a dot for who is there. */
export function avatar(name, { kind = 'direct', status = null, testid = 'presence' } = {}) {
  const node = element('span', { class: `avatar ${kind}`, 'aria-hidden': 'true', text: initials(name) });
  node.style.setProperty('--hue', hueOf(name));
  if (status) node.append(element('span', { class: 'dot', testid, data: { status } }));
  return node;
}
