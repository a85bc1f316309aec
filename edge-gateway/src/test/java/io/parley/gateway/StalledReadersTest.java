package io.parley.gateway;

import io.netty.buffer.PooledByteBufAllocator;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.ServerFrame;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The effect of clients that stop reading on the latencies of the others. Rounds with and without events for them
 * alternate, so that the machine's other load affects both alike.
 */
class StalledReadersTest {

    private static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final String[] OTHERS = users("user-", 198);

    /** One in a hundred, one on each of the two event loops. */
    private static final String[] STALLED = users("stalled-", 2);

    private static final int ROUNDS = 100;
    private static final int ROUNDS_TO_WARM_UP = 10;

    /** For those that don't read, in each of their rounds: more than the kernel takes in all rounds together. */
    private static final int LARGE_EVENTS = 15;

    private static final String LARGE = "x".repeat(16 << 10);

    /** Of a frame that is longer than 125 bytes and shorter than 64 KiB. */
    private static final int FRAME_HEAD = 4;

    /** A busy machine makes outliers; a writer that waits for a reader, or copies for it, makes far more than this. */
    private static final int MOST_TIMES = 3;

    private static final Duration AND_MORE = Duration.ofMillis(100);

    private volatile long begun;
    private volatile List<Long> latencies = new ArrayList<>();
    private long sequence = 10;

    @Test
    void shouldLeaveTheLatenciesOfTheOthersAsTheyAreWhenOneInAHundredReadsNothing() throws Exception {
        // Given
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        List<RawWebSocket> stalled = new ArrayList<>();
        try (LoopbackGateway gateway = LoopbackGateway.with(
                        "gateway.max-connections",
                        String.valueOf(OTHERS.length + STALLED.length),
                        "gateway.heartbeat-interval",
                        "1h",
                        "gateway.idle-timeout",
                        "2h");
                ReadingClients others = new ReadingClients(nanoTime -> latencies.add(nanoTime - begun))) {
            for (String user : STALLED) {
                gateway.inboxes.put(user, inbox());
                stalled.add(new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token(user) + "\r\n"));
            }
            for (String user : OTHERS) {
                gateway.inboxes.put(user, inbox());
                others.connect(gateway.port(), gateway.token(user));
            }
            others.start();

            // When
            for (int round = 0; round < ROUNDS; round++) {
                if (round == ROUNDS_TO_WARM_UP) {
                    without.clear();
                    with.clear();
                }
                without.addAll(sayTo(gateway, others, 0));
                with.addAll(sayTo(gateway, others, LARGE_EVENTS));
            }

            // Then
            double withheld =
                    gateway.meters.counter("parley.gateway.events.withheld").count();
            assertThat(withheld).as("they stalled").isPositive();
            for (double percentile : new double[] {0.5, 0.99}) {
                assertThat(percentile(with, percentile))
                        .as("%s without those that don't read: %s", percentile, percentile(without, percentile))
                        .isLessThan(percentile(without, percentile)
                                .multipliedBy(MOST_TIMES)
                                .plus(AND_MORE));
            }
        } finally {
            for (RawWebSocket socket : stalled) {
                socket.close();
            }
        }
    }

    /**
     * Sends events to the clients that don't read, and one to the others: returns how long each of these waited for it.
     */
    private List<Long> sayTo(LoopbackGateway gateway, ReadingClients others, int largeEvents) {
        Event event = message("y".repeat(100));
        long expected = others.bytes() + (long) OTHERS.length * bytes(event);
        latencies = new ArrayList<>(OTHERS.length);
        begun = System.nanoTime();
        for (int i = 0; i < largeEvents; i++) {
            gateway.event(message(LARGE), STALLED);
        }
        gateway.event(event, OTHERS);
        others.awaitBytes(expected);
        return latencies;
    }

    private static Duration percentile(List<Long> nanos, double percentile) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return Duration.ofNanos(sorted.get((int) (percentile * sorted.size())));
    }

    private static int bytes(Event event) {
        ServerFrame frame = new FrameWriter(PooledByteBufAllocator.DEFAULT).event(event);
        int payload = frame.bytes().readableBytes();
        frame.release();
        return FRAME_HEAD + payload;
    }

    private Event message(String content) {
        return new Event(GROUP, ++sequence, "i", "bob", Instant.EPOCH, new Message(content, "text/plain", false, null));
    }

    private static List<InboxEntry> inbox() {
        return List.of(
                new InboxEntry(GROUP, ConversationKind.GROUP, null, 10L, 0L, 0, false, null, Instant.EPOCH, null));
    }

    private static String[] users(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }
}
