package io.parley.gateway.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.parley.gateway.http.HttpHandlers;
import io.parley.gateway.limit.RequestLimits;
import io.parley.runtime.management.MetricsGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/** Adds the handlers of a connection on the management port. */
public final class ManagementPipeline extends ChannelInitializer<Channel> {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPipeline.class);
    private static final String MANAGEMENT = "management";

    /** A client that asks once a minute can keep its connection. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(70);

    private final HttpHandlers http;
    private final ManagementHandler handler;

    /**
     * @param guard of the metrics
     * @param requests how large they may be
     */
    public ManagementPipeline(
            GatewayHealth health, PrometheusMeterRegistry meters, MetricsGuard guard, RequestLimits requests) {
        this.http = new HttpHandlers(
                requests, LONGEST_SILENCE, reason -> LOG.debug("a management request was refused: {}", reason));
        this.handler = new ManagementHandler(health, meters, guard);
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        http.addTo(pipeline);
        pipeline.addLast(MANAGEMENT, handler);
    }
}
