package io.parley.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** A client that sends the same request as often as it is taken, and reads no answer; and the server's end of it. */
final class RequestFlood {

    static final long FAR_TOO_MANY_BYTES = 64 << 20;
    private static final int AT_ONCE = 500;

    private final LinkedBlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
    private final ByteBuffer requests;
    private long sent;
    private long unsent;

    RequestFlood(String request) {
        this.requests = ByteBuffer.wrap(request.repeat(AT_ONCE).getBytes(StandardCharsets.US_ASCII));
    }

    /** Around what a port does with its connections. */
    ChannelHandler noting(ChannelHandler connections) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channels.add(channel);
                channel.pipeline().addLast(connections);
            }
        };
    }

    /** Sends until nothing more is taken, or far too much was. */
    void run(int port) throws Exception {
        try (SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
            client.configureBlocking(false);
            await().atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .during(Duration.ofSeconds(2))
                    .until(() -> !sendsOn(client));
            unsent =
                    channels.poll(1, TimeUnit.SECONDS).unsafe().outboundBuffer().totalPendingWriteBytes();
        }
    }

    /** The number of bytes that were accepted. */
    long sent() {
        return sent;
    }

    /** The number of bytes that the server could not send to the client. */
    long unsent() {
        return unsent;
    }

    /** Sends as much as is taken now, again and again. Whether something was taken, and not far too much so far. */
    private boolean sendsOn(SocketChannel client) throws IOException {
        long before = sent;
        int taken;
        do {
            if (!requests.hasRemaining()) {
                requests.rewind();
            }
            taken = client.write(requests);
            sent += taken;
        } while (taken > 0 && sent < FAR_TOO_MANY_BYTES);
        return sent > before && sent < FAR_TOO_MANY_BYTES;
    }
}
