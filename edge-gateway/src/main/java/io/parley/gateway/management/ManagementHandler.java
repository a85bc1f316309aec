package io.parley.gateway.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslHandler;
import io.parley.gateway.http.HttpResponses;
import io.parley.runtime.management.Health;
import io.parley.runtime.management.MetricsGuard;
import io.parley.runtime.tls.PortTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code /healthz}, {@code /readyz} and {@code /metrics}. */
@ChannelHandler.Sharable
final class ManagementHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementHandler.class);
    private static final String JSON = "application/json; charset=utf-8";
    private static final Health RUNNING = Health.well("running");
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final GatewayHealth health;
    private final PrometheusMeterRegistry meters;
    private final MetricsGuard guard;

    ManagementHandler(GatewayHealth health, PrometheusMeterRegistry meters, MetricsGuard guard) {
        this.health = health;
        this.meters = meters;
        this.guard = guard;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        HttpResponses.send(context.channel(), request, answer(context, request));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a management connection broke", cause);
        var unused = context.close();
    }

    private FullHttpResponse answer(ChannelHandlerContext context, FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return HttpResponses.of(HttpResponseStatus.METHOD_NOT_ALLOWED, JSON, "{\"status\":\"only GET here\"}");
        }
        int query = request.uri().indexOf('?');
        return switch (query < 0 ? request.uri() : request.uri().substring(0, query)) {
            case "/healthz" -> answer(health.ailment().map(Health::unwell).orElse(RUNNING));
            case "/readyz" -> answer(health.readiness());
            case "/metrics" -> metrics(request, isCertified(context));
            default -> HttpResponses.of(HttpResponseStatus.NOT_FOUND, JSON, "{\"status\":\"nothing here\"}");
        };
    }

    private FullHttpResponse metrics(FullHttpRequest request, boolean certified) {
        if (guard.admits(request.headers().get(HttpHeaderNames.AUTHORIZATION), certified)) {
            return HttpResponses.of(HttpResponseStatus.OK, PROMETHEUS_TEXT, meters.scrape(PROMETHEUS_TEXT));
        }
        FullHttpResponse refusal = HttpResponses.of(
                HttpResponseStatus.UNAUTHORIZED, JSON, "{\"status\":\"" + MetricsGuard.REFUSAL + "\"}");
        refusal.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        return refusal;
    }

    /** Whether the client has shown a certificate that the port trusts. */
    private static boolean isCertified(ChannelHandlerContext context) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        return tls != null && PortTls.certificateOf(tls.engine().getSession()).isPresent();
    }

    private static FullHttpResponse answer(Health health) {
        return HttpResponses.of(
                health.ok() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE, JSON, health.toJson());
    }
}
