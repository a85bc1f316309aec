/**
 * Sends the notifications of each device and conversation one after another, at the pace of one provider.
 *
 * <pre>
 *  Work ─► Lanes ─┬─ Lane         one under way, and the newest of those that wait
 *                 ├─ SendWindow   how many are under way at once
 *                 └─ Backoff      how long a failed one waits
 *            │
 *            └─► Ending(Outcome)  for each work one, at last
 * </pre>
 *
 * It owns what is under way in memory, and nothing else.
 */
package io.parley.push.lane;
