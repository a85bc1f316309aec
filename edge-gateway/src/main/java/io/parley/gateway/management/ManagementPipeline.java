package io.parley.gateway.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;

/** The handlers of a connection on the management port. */
public final class ManagementPipeline extends ChannelInitializer<Channel> {

    private static final int LARGEST_BODY = 4 * 1024;
    private static final int LONGEST_SILENCE_SECONDS = 60;

    private final ManagementHandler handler;

    public ManagementPipeline(Health health, PrometheusMeterRegistry meters) {
        this.handler = new ManagementHandler(health, meters);
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline()
                .addLast("read-timeout", new ReadTimeoutHandler(LONGEST_SILENCE_SECONDS))
                .addLast("http", new HttpServerCodec())
                .addLast("http-aggregator", new HttpObjectAggregator(LARGEST_BODY))
                .addLast("management", handler);
    }
}
