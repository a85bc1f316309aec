package io.parley.gateway.session.request;

import io.parley.avro.InboxAnswer;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.gateway.session.connection.SessionPart;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Asks the owner of the session's user for entries of the inbox. The answer is in the order of the user's own stream. A
 * request that isn't answered in time, or that the log doesn't take, comes to nothing. For the session's event loop.
 */
final class InboxRequests implements SessionPart {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** After a failed append, so that what is asked again doesn't press a log that is full. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SessionIdentity identity;
    private final ClientLog log;
    private final FrameSender sender;
    private final LongSupplier nanoTime;
    private final Map<Long, Asked> asked = new HashMap<>();
    private long lastId;

    private record Asked(long end, Consumer<Optional<InboxAnswer>> handler) {}

    InboxRequests(SessionIdentity identity, ClientLog log, FrameSender sender, LongSupplier nanoTime) {
        this.identity = identity;
        this.log = log;
        this.sender = sender;
        this.nanoTime = nanoTime;
    }

    /**
     * Asks.
     *
     * @param body a {@code ListPage} or a {@code LookUp}
     * @param handler takes the answer, or nothing; not called after the end of the session
     */
    void ask(Object body, Consumer<Optional<InboxAnswer>> handler) {
        long id = ++lastId;
        asked.put(id, new Asked(nanoTime.getAsLong() + PATIENCE.toNanos(), handler));
        log.inboxRequest(identity, id, body, failure -> {
            if (failure != null) {
                sender.runOnEventLoop(() -> asked.computeIfPresent(
                        id, (same, request) -> new Asked(nanoTime.getAsLong() + PAUSE.toNanos(), request.handler())));
            }
        });
    }

    /** Handles an answer; ignores one that comes too late. */
    void answered(InboxAnswer answer) {
        finish(answer.getRequestId(), Optional.of(answer));
    }

    @Override
    public void onTick(long now) {
        if (!asked.isEmpty()) {
            List<Long> overdue = asked.entrySet().stream()
                    .filter(each -> now - each.getValue().end() >= 0)
                    .map(Map.Entry::getKey)
                    .toList();
            overdue.forEach(id -> finish(id, Optional.empty()));
        }
    }

    @Override
    public void onClose() {
        asked.clear();
    }

    private void finish(long id, Optional<InboxAnswer> answer) {
        Asked request = asked.remove(id);
        if (request != null) {
            request.handler().accept(answer);
        }
    }
}
