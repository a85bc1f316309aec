const HOUR = 3_600_000;

/** The first wait before gap repair asks again for what history didn't have, in milliseconds; it doubles each time. */
export const REPAIR_PAUSE = 250;
export const MAX_REPAIR_PAUSE = 10_000;

/** Conversations in a page of the inbox that is read to catch up. */
export const INBOX_PAGE = 200;

/** How far what happened in one conversation may be behind another on its way, in milliseconds. */
export const SKEW = 60_000;

/** The most events that one history answer may hold. */
export const HISTORY_PAGE = 200;

/** The events asked for when only the answer matters: whether the user is a member. */
export const PROBE_PAGE = 1;

/** Conversations that the user has left and whose position is remembered. */
export const LEFT_REMEMBERED = 1_000;

/** Every wait and bound, in milliseconds where not said otherwise; pass any of them as `limits`. */
export const DEFAULT_LIMITS = Object.freeze({
  backoff: 500, // the first wait after a lost connection is half of this up to all of it; it doubles with each failure
  maxBackoff: 30_000,
  stable: 10_000, // a session that lasted this long counts as a success, and the backoff starts over
  connect: 30_000, // token, handshake and `ready` together
  heartbeat: 10_000, // the longest silence before a `ping`; a smaller heartbeatSeconds of the server wins
  pong: 5_000, // the longest silence after a `ping`
  request: 15_000, // a question without an answer is asked again
  command: 20_000, // a command without an outcome is sent again under its id, then after twice as long, and so on
  hurry: 2_000, // the same when its outcome may have got lost
  idMemory: 23 * HOUR, // the server remembers ids for 24 h at least: an older one isn't sent again blindly
  gap: 400, // how long a head may be ahead of its events before they are pulled
  largeGap: 2_000, // the same in large groups, spread at random: the hint reaches everybody at the same moment
  parallelRepairs: 4, // history requests in flight for gap repair
  inFlight: 32, // commands sent and not yet accepted
  buffered: 1_000, // events held per conversation behind a gap; more are read from history later
  catchUp: Infinity, // events: a longer gap is not read but reported by `skipped`
  frameBytes: 131_072,
});
