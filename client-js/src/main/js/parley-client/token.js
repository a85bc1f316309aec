/** Milliseconds for which the token is still good, or null if it doesn't say. */
export function lifetimeOf(token, now) {
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const { exp, iat } = JSON.parse(atob(payload));
    const whole = iat ? (exp - iat) * 1_000 : Infinity;
    const left = exp * 1_000 - now;
    // The server took the token, so one that is over already only means that our clock is wrong.
    const good = left > 0 ? Math.min(left, whole) : whole;
    return Number.isFinite(good) ? good : null;
  } catch {
    return null;
  }
}
