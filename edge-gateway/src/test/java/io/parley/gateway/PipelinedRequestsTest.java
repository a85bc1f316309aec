package io.parley.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests that are sent before the answers to earlier ones are there. */
class PipelinedRequestsTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final String[] PATHS = {"/", "/nothing", "/v1/connect"};
    private static final String[] STATUSES = {"200", "404", "426"};
    private static final long FAR_TOO_MANY_BYTES = 64 << 20;
    private static final int LITTLE = 256 << 10;

    private final LoopbackGateway gateway = LoopbackGateway.hurried(Duration.ofMinutes(1));
    private final LinkedBlockingQueue<Channel> channels = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldReadNoMoreRequestsWhenTheAnswersAreNotRead() throws Exception {
        // Given
        int port = gateway.listen("127.0.0.1", 0, this::noting);
        ByteBuffer requests = ByteBuffer.wrap(ascii(request("/", "").repeat(500)));
        AtomicLong sent = new AtomicLong();
        try (SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
            client.configureBlocking(false);

            // When
            await().atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .during(Duration.ofSeconds(2))
                    .until(() -> !sendsOn(client, requests, sent));

            // Then
            assertThat(sent).hasValueLessThan(FAR_TOO_MANY_BYTES);
            Channel channel = channels.poll(1, TimeUnit.SECONDS);
            ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
            assertThat(unsent.totalPendingWriteBytes()).isLessThan(LITTLE);
        }
    }

    @Test
    void shouldAnswerAllInTheirOrderWhenTheyAreSentAhead() throws Exception {
        // Given
        int count = 3_000;
        String authorization = "Authorization: Bearer " + gateway.token("alice") + "\r\n";
        StringBuilder requests = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int which = (i * 7 + i / 5) % PATHS.length;
            requests.append(request(PATHS[which], authorization));
            expected.add(STATUSES[which]);
        }
        requests.append(request("/nothing", "Connection: close\r\n")).append(request("/", ""));
        expected.add("404");

        // When
        String answers;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.setSoTimeout(60_000);
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> send(client, ascii(requests.toString())));
            answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            sending.get(1, TimeUnit.MINUTES);
        }

        // Then
        assertThat(STATUS.matcher(answers).results().map((MatchResult status) -> status.group(1)))
                .containsExactlyElementsOf(expected);
    }

    /** Sends as much as is taken now, again and again. Whether something was taken, and not far too much so far. */
    private static boolean sendsOn(SocketChannel client, ByteBuffer requests, AtomicLong sent) throws IOException {
        long before = sent.get();
        int taken;
        do {
            if (!requests.hasRemaining()) {
                requests.rewind();
            }
            taken = client.write(requests);
        } while (taken > 0 && sent.addAndGet(taken) < FAR_TOO_MANY_BYTES);
        return sent.get() > before && sent.get() < FAR_TOO_MANY_BYTES;
    }

    private ChannelHandler noting(ChannelHandler connections) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channels.add(channel);
                channel.pipeline().addLast(connections);
            }
        };
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String request(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
