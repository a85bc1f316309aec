package io.parley.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reading that stops for every reason there is, in any order: a verdict that is late, a session that isn't registered, a
 * client that sends too much, a log that is full. When all are over, everything that was sent has been read.
 */
class ReadingOnTest {

    private static final int CLIENTS = 40;
    private static final int FRAMES = 300;
    private static final int PER_SECOND = 60;
    private static final String STRANGE = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final Pattern REF = Pattern.compile("\"ref\":(\\d+)");

    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final ExecutorService senders = Executors.newFixedThreadPool(CLIENTS);
    private final LoopbackGateway gateway =
            LoopbackGateway.with("gateway.frames-per-second", String.valueOf(PER_SECOND));

    @AfterEach
    void close() {
        clients.shutdownNow();
        senders.shutdownNow();
        later.shutdownNow();
        gateway.close();
    }

    @Test
    void shouldHaveReadEverythingWhenAllReasonsNotToAreOver() throws Exception {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        gateway.verdicts = verdict -> {
            int delay = random.nextInt(30);
            return delay < 10 ? verdict : verdict.thenCombine(after(delay), (decided, now) -> decided);
        };
        gateway.topologies = task -> {
            var unused = later.schedule(task, random.nextInt(200), TimeUnit.MILLISECONDS);
        };

        // When
        List<Future<List<Integer>>> answers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            long own = random.nextLong();
            String token = gateway.token("user-" + i);
            answers.add(clients.submit(() -> askAndRead(token, new Random(own))));
        }
        while (!answers.stream().allMatch(Future::isDone)) {
            gateway.pressure.add(LoopbackGateway.LOG_MARK + 1);
            after(random.nextInt(30)).join();
            gateway.pressure.remove(LoopbackGateway.LOG_MARK + 1);
            after(random.nextInt(10)).join();
        }

        // Then
        for (Future<List<Integer>> answered : answers) {
            assertThat(answered.get(1, TimeUnit.MINUTES))
                    .as("the answers to a client's frames, with seed %s", seed)
                    .hasSize(FRAMES)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        assertThat(gateway.pauses("log")).isPositive();
        assertThat(gateway.pauses("rate")).isPositive();
    }

    /** Sends a handshake and frames, cut anywhere, and reads the answers meanwhile. */
    private List<Integer> askAndRead(String token, Random random) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int ref = 0; ref < FRAMES; ref++) {
            frames.writeBytes(question(ref, random.nextInt(4) == 0));
        }
        byte[] all = frames.toByteArray();
        int ahead = random.nextInt(1_500);
        try (RawWebSocket socket = RawWebSocket.hasty(
                new Socket(InetAddress.getLoopbackAddress(), gateway.port()),
                "Authorization: Bearer " + token + "\r\n",
                Arrays.copyOf(all, ahead))) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(socket, all, ahead, random), senders);
            socket.awaitAnswer();
            List<Integer> refs = new ArrayList<>();
            while (refs.size() < FRAMES) {
                Matcher ref = REF.matcher(socket.read(RawWebSocket.TEXT).text());
                if (ref.find()) {
                    refs.add(Integer.valueOf(ref.group(1)));
                }
            }
            sent.join();
            return refs;
        }
    }

    private static void send(RawWebSocket socket, byte[] all, int from, Random random) {
        try {
            for (int at = from; at < all.length; ) {
                int next = Math.min(all.length, at + 1 + random.nextInt(3_000));
                socket.write(Arrays.copyOfRange(all, at, next));
                at = next;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something that is answered with its mark: nobody is a member there. */
    private static byte[] question(int ref, boolean inFragments) {
        byte[] text = ("{\"type\":\"history\",\"ref\":" + ref + ",\"conversationId\":\"" + STRANGE + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        if (!inFragments) {
            return RawWebSocket.frame(0x80 | RawWebSocket.TEXT, text, true);
        }
        int half = text.length / 2;
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        fragments.writeBytes(RawWebSocket.frame(RawWebSocket.TEXT, Arrays.copyOf(text, half), true));
        fragments.writeBytes(RawWebSocket.frame(
                0x80 | RawWebSocket.CONTINUATION, Arrays.copyOfRange(text, half, text.length), true));
        return fragments.toByteArray();
    }

    private CompletableFuture<Void> after(int millis) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        var unused = later.schedule(() -> done.complete(null), millis, TimeUnit.MILLISECONDS);
        return done;
    }
}
