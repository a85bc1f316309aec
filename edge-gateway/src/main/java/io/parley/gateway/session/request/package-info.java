/**
 * Handles clients' requests: commands, opens, read marks, typing, history, status, devices.
 *
 * <pre>
 *  Requests ─┬─ CommandRequests ──────┬─► ClientLog ─► commands, signals, devices
 *            │   └─ TargetStamps      │
 *            ├─ SubscriptionRequests ─┤    open, close
 *            ├─ SignalRequests ───────┤    read, typing
 *            ├─ InboxAccess ──────────┤    inbox requests: lists, conversations that the session doesn't know
 *            ├─ UserRequests ─────────┘    status (by Registration), device
 *            │   each of them ─► WorkGuard ─► limit.Budget
 *            │   opens, lists, pages ─► WaitingRequests: a few at a time, while the client reads
 *            └─ HistoryRequests ─► HistoryReader ◄─ TargetStamps ─► RecentMessages
 * </pre>
 *
 * <p>Of {@code signals} the package owns this gateway's records; to {@code commands} and {@code devices} it appends
 * clients' records. In memory it owns the recent messages, and per session the waiting requests. It may use
 * {@code session.stream} for memberships, {@code session.connection} for the answers, and {@code frame}, {@code lease},
 * {@code limit}, {@code log} and {@code metrics}.
 */
package io.parley.gateway.session.request;
