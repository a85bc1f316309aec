package io.parley.gateway.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.parley.gateway.limit.RequestLimits;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Adds the HTTP handlers to a connection of either port. They pass on complete requests, within the limits and in time,
 * one after the other. The handler behind them answers each, and never gets an unreadable one.
 */
public final class HttpHandlers {

    private static final String READ_GATE = "read-gate";
    private static final String REQUEST_VALVE = "request-valve";
    private static final String HTTP = "http";
    private static final String HTTP_AGGREGATOR = "http-aggregator";
    private static final String ONE_REQUEST = "one-request";
    private static final String REQUEST_DEADLINE = "request-deadline";
    private static final String UNREADABLE_REQUESTS = "unreadable-requests";

    private final RequestLimits limits;
    private final Duration timeout;
    private final Runnable whenLate;
    private final UnreadableRequests unreadable;

    /**
     * @param limits how large requests may be
     * @param timeout after which a connection is closed that has not finished its next request
     * @param refusals called with the reason when a request is unreadable, or a connection is closed that never had one
     */
    public HttpHandlers(RequestLimits limits, Duration timeout, Consumer<String> refusals) {
        this.limits = limits;
        this.timeout = timeout;
        this.whenLate = () -> refusals.accept("late");
        this.unreadable = new UnreadableRequests(refusals);
    }

    /** Adds new handlers to a connection, behind the present ones. */
    public void addTo(ChannelPipeline pipeline) {
        ReadGate gate = new ReadGate();
        RequestValve valve = new RequestValve(gate);
        pipeline.addLast(READ_GATE, gate)
                .addLast(REQUEST_VALVE, valve)
                .addLast(
                        HTTP,
                        new HttpServerCodec(new HttpDecoderConfig()
                                .setMaxInitialLineLength(limits.lineBytes())
                                .setMaxHeaderSize(limits.headerBytes())))
                .addLast(HTTP_AGGREGATOR, new RequestAggregator(limits.bodyBytes()))
                .addLast(ONE_REQUEST, new OneRequest(valve))
                .addLast(REQUEST_DEADLINE, new RequestDeadline(timeout, whenLate))
                .addLast(UNREADABLE_REQUESTS, unreadable);
    }

    /**
     * Removes the handlers once no request can arrive any more: the connection is a WebSocket, and Netty has removed
     * its own. The gate stays, and so does the valve, until {@link #handOnTheRest}.
     */
    public static void removeFrom(ChannelPipeline pipeline) {
        pipeline.remove(UNREADABLE_REQUESTS);
        pipeline.remove(REQUEST_DEADLINE);
        pipeline.remove(ONE_REQUEST);
    }

    /** Passes the bytes after the last request to the WebSocket's handlers, and resumes reading. */
    public static void handOnTheRest(ChannelPipeline pipeline) {
        pipeline.remove(REQUEST_VALVE);
    }
}
