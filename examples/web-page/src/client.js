import { ParleyClient } from '@parley/client';

/** Where the gateway is; said at build time. */
const GATEWAY = import.meta.env.VITE_PARLEY_URL ?? 'http://127.0.0.1:8080';

export function clientOf(userId) {
  return new ParleyClient({
    url: `${GATEWAY.replace(/^http/, 'ws')}/v1/connect`,
    token: () => developmentToken(userId),
    userId,
  });
}

/** For development alone. A real page asks its own service, which knows who has signed in. */
async function developmentToken(userId) {
  const answer = await fetch(`${GATEWAY}/v1/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId, code: sessionStorage.getItem('code') ?? undefined }),
  });
  const { token, detail } = await answer.json();
  if (answer.ok) return token;
  throw Object.assign(new Error(detail), { fatal: answer.status === 403 });
}

/** Takes the code that `./parley up` printed out of this page's own address, and keeps it for this tab. */
export function takeCode() {
  const given = new URLSearchParams(location.hash.slice(1)).get('code');
  if (!given) return;
  sessionStorage.setItem('code', given);
  history.replaceState(null, '', location.pathname + location.search);
}
