package io.parley.gateway.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.parley.gateway.http.HttpHandlers;
import io.parley.gateway.limit.RequestLimits;
import io.parley.runtime.management.ManagementPort;
import io.parley.runtime.tls.PortTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;

/** Adds the handlers of a connection on the management port. */
public final class ManagementPipeline extends ChannelInitializer<Channel> {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPipeline.class);
    private static final String TLS = "tls";
    private static final String MANAGEMENT = "management";

    /** A client that asks once a minute can keep its connection. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(70);

    private final Optional<PortTls> tls;
    private final HttpHandlers http;
    private final ManagementHandler handler;

    /**
     * @param port what it is encrypted with, and who may read the metrics
     * @param requests how large they may be
     */
    public ManagementPipeline(
            GatewayHealth health, PrometheusMeterRegistry meters, ManagementPort port, RequestLimits requests) {
        this.tls = port.http().tls();
        this.http = new HttpHandlers(
                requests, LONGEST_SILENCE, reason -> LOG.debug("a management request was refused: {}", reason));
        this.handler = new ManagementHandler(health, meters, port.guard());
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        tls.ifPresent(encryption -> pipeline.addLast(TLS, new SslHandler(encryption.engine())));
        http.addTo(pipeline);
        pipeline.addLast(MANAGEMENT, handler);
    }
}
