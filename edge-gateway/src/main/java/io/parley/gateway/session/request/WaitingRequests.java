package io.parley.gateway.session.request;

import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.protocol.RejectReason;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Queues a session's requests of one kind, in their order, until they may be started: a few at a time, and only while
 * the client reads its answers, which would otherwise fill the gateway's buffers. For the session's event loop.
 */
final class WaitingRequests<T extends ClientFrame> {

    private final int most;
    private final RejectReason full;
    private final FrameSender sender;
    private final Predicate<T> mayStart;
    private final Consumer<T> start;
    private final Deque<T> waiting = new ArrayDeque<>();

    /**
     * @param most that wait; further ones are rejected
     * @param full the reason by which they are
     * @param mayStart whether the first one may be started now
     */
    WaitingRequests(int most, RejectReason full, FrameSender sender, Predicate<T> mayStart, Consumer<T> start) {
        this.most = most;
        this.full = full;
        this.sender = sender;
        this.mayStart = mayStart;
        this.start = start;
    }

    /** Whether another request may wait; rejects it if not. */
    boolean admits(Correlation request) {
        if (waiting.size() < most) {
            return true;
        }
        sender.reject(Rejection.retryable(request, full));
        return false;
    }

    /** Adds a request that was admitted, and starts what may be started. */
    void add(T request) {
        waiting.add(request);
        startNext();
    }

    /** Starts those that may be started now. */
    void startNext() {
        while (!waiting.isEmpty() && mayStart.test(waiting.peek())) {
            start.accept(waiting.remove());
        }
    }

    /** Returns the last one that waits for a conversation. */
    Optional<T> last(String conversationId) {
        return waiting.stream()
                .filter(frame -> conversationId.equals(frame.correlation().conversationId()))
                .reduce((first, second) -> second);
    }

    void clear() {
        waiting.clear();
    }
}
