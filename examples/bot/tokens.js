/**
 * Development tokens of the gateway at this address. A real bot asks its own service for a token, or signs one with the
 * secret or key that the gateway believes.
 */
export function tokensFrom(address, userId) {
  const code = new URLSearchParams(address.hash.slice(1)).get('code') ?? undefined;
  return async () => {
    const answer = await fetch(new URL('/v1/token', address), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ userId, code }),
    });
    const { token, detail } = await answer.json();
    if (answer.ok) return token;
    throw Object.assign(new Error(detail), { fatal: answer.status === 403 });
  };
}
