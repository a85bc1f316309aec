/**
 * Decides which device shows which notification, for the process that talks to push services. An application of its own,
 * so that it can't hold up messages; exactly once.
 *
 * <pre>
 *  by user
 *    pushes ────────► decide-pushes ──────┬─► sends            one for each device
 *    devices ───────► keep-devices ─────┐ ├─► push-outcomes    why one isn't sent
 *    push-outcomes ─► drop-dead-tokens ─┼─┴─► devices          tombstones of lost ones
 *    taken-tokens ──► lose-taken-tokens ┘
 *  by token
 *    registered-tokens (of keep-devices) ─► find-token-owners ─► taken-tokens
 * </pre>
 *
 * Owned by the task of a partition of users: the stores {@code notify-devices} (a row per user), {@code notify-shown} (a
 * row per user and conversation that was ever notified) and, in memory with a changelog, {@code notify-waiting} (pushes
 * that wait for their turn). Owned by the task of a partition of tokens: {@code notify-token-owners} (a row per token).
 *
 * <p>Between the registration by a new owner and the former one's loss two repartitions pass, some hundred ms, in which
 * a notification of the former one may still be sent.
 */
package io.parley.topologies.notify;
