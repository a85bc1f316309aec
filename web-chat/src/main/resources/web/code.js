/**
 * The code that this machine's Parley asks for when somebody wants a development token. It comes with the address that
 * `./parley up` prints, is kept for the next visit and for other windows, and doesn't stay where others may read it: in the
 * address bar, in the history, in what is copied from there.
 */

const KEPT = 'parley.code';

let code = null;

/** Takes it out of the address, if it is there. */
export function takeCode() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const given = parameters.get('code');
  if (given === null) return;
  code = given;
  try {
    localStorage.setItem(KEPT, given);
  } catch {
    // Then it is good for this page alone.
  }
  parameters.delete('code');
  const rest = parameters.size ? `#${parameters}` : '';
  history.replaceState(history.state, '', location.pathname + location.search + rest);
}

/** @returns {string | undefined} the newest that any window was opened with */
export function knownCode() {
  try {
    return localStorage.getItem(KEPT) ?? code ?? undefined;
  } catch {
    return code ?? undefined;
  }
}
