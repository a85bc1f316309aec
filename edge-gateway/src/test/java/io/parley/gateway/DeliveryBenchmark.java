package io.parley.gateway;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.ServerFrame;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * CPU time for each frame that is delivered, from the record that was read to the socket, and what it would be if events
 * were encoded for each recipient and if every frame were flushed by itself. Real sockets on the loopback address, real
 * sessions; all variants by turns on the same connections. Counted are the event loops and the thread that hands deliveries to them;
 * the kernel's part in sending is theirs. Run by hand.
 */
class DeliveryBenchmark {

    private static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final int PORT_OF_ITS_OWN = 0;
    private static final long FIRST = 1_000_000;
    private static final int FRAMES = 20_000;
    private static final int ROUNDS = 6;
    private static final int LONGEST_SHORT_PAYLOAD = 125;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FrameWriter frames = new FrameWriter(PooledByteBufAllocator.DEFAULT);
    private long sequence = FIRST;
    private long readerNanos;
    private volatile Variant variant = Variant.AS_IT_IS;
    private volatile Event sample = message(FIRST);
    private volatile boolean measuring;

    private enum Variant {
        AS_IT_IS("encoded once, flushed per turn", false, false),
        FLUSH_EACH("encoded once, flushed per frame", false, true),
        ENCODE_EACH("encoded per recipient, flushed per turn", true, false),
        BOTH("encoded per recipient, flushed per frame", true, true);

        private final String text;
        private final boolean encodesEach;
        private final boolean flushesEach;

        Variant(String text, boolean encodesEach, boolean flushesEach) {
            this.text = text;
            this.encodesEach = encodesEach;
            this.flushesEach = flushesEach;
        }
    }

    /** Does once more, for each connection, what the gateway does once. */
    private final class Variation extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            Variant now = variant;
            Object written = message;
            if (now.encodesEach && measuring && message instanceof TextWebSocketFrame shared) {
                shared.release();
                written = new TextWebSocketFrame(frames.event(sample).bytes());
            }
            if (now.flushesEach) {
                var unused = context.writeAndFlush(written, promise);
            } else {
                var unused = context.write(written, promise);
            }
        }
    }

    /** Nanoseconds of CPU time. */
    private record Cost(long loops, long reader) {

        Cost plus(Cost other) {
            return new Cost(loops + other.loops, reader + other.reader);
        }

        Cost minus(Cost other) {
            return new Cost(loops - other.loops, reader - other.reader);
        }

        double all() {
            return loops + reader;
        }
    }

    @Test
    void measure() throws Exception {
        System.out.printf("%-60s %12s %12s %8s%n", "", "µs/frame", "reader's", "ratio");
        for (int members : new int[] {10, 1_000}) {
            measure(members);
        }
    }

    private void measure(int members) throws Exception {
        try (LoopbackGateway gateway = LoopbackGateway.with(
                "gateway.max-connections",
                String.valueOf(members),
                "gateway.heartbeat-interval",
                "1h",
                "gateway.idle-timeout",
                "2h")) {
            int port = gateway.listen("127.0.0.1", PORT_OF_ITS_OWN, DeliveryBenchmark.this::varied);
            String[] users = IntStream.range(0, members)
                    .mapToObj(number -> "user-" + number)
                    .toArray(String[]::new);
            try (ReadingClients clients = new ReadingClients()) {
                for (String user : users) {
                    gateway.inboxes.put(user, List.of(entry()));
                    clients.connect(port, gateway.token(user));
                }
                clients.start();
                measuring = true;
                for (int eventsPerBatch : new int[] {1, 8}) {
                    measure(gateway, clients, users, eventsPerBatch);
                }
                measuring = false;
            }
        }
    }

    private void measure(LoopbackGateway gateway, ReadingClients clients, String[] users, int eventsPerBatch) {
        int batches = Math.max(1, FRAMES / (users.length * eventsPerBatch));
        Map<Variant, Cost> costs = new EnumMap<>(Variant.class);
        for (int round = 0; round < 2 * ROUNDS; round++) {
            for (Variant each : Variant.values()) {
                variant = each;
                Cost before = cost();
                for (int batch = 0; batch < batches; batch++) {
                    deliver(gateway, clients, users, eventsPerBatch);
                }
                // The first half warms up.
                if (round >= ROUNDS) {
                    costs.merge(each, cost().minus(before), Cost::plus);
                }
            }
        }
        double frames = (double) ROUNDS * batches * eventsPerBatch * users.length;
        costs.forEach((each, cost) -> System.out.printf(
                "%-60s %12.2f %12.2f %8.2f%n",
                "group of " + users.length + ", " + eventsPerBatch + " at a time, " + each.text,
                cost.all() / 1e3 / frames,
                cost.reader() / 1e3 / frames,
                cost.all() / costs.get(Variant.AS_IT_IS).all()));
    }

    /** One batch, up to the clients. */
    private void deliver(LoopbackGateway gateway, ReadingClients clients, String[] users, int events) {
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            batch.add(message(sequence++));
        }
        sample = batch.get(0);
        long expected = clients.bytes() + (long) users.length * events * bytes(sample);
        long begin = threads.getCurrentThreadCpuTime();
        gateway.events(batch, users);
        readerNanos += threads.getCurrentThreadCpuTime() - begin;
        clients.awaitBytes(expected);
    }

    private Cost cost() {
        long loops = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("loopback-")) {
                loops += threads.getThreadCpuTime(thread.getId());
            }
        }
        return new Cost(loops, readerNanos);
    }

    private int bytes(Event event) {
        ServerFrame frame = frames.event(event);
        int payload = frame.bytes().readableBytes();
        frame.release();
        return payload + (payload <= LONGEST_SHORT_PAYLOAD ? 2 : 4);
    }

    private ChannelHandler varied(ChannelHandler pipeline) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(pipeline).addBefore("router", "variation", new Variation());
            }
        };
    }

    private static InboxEntry entry() {
        return new InboxEntry(
                GROUP, ConversationKind.GROUP, null, FIRST - 1, FIRST - 1, 0, false, null, Instant.EPOCH, null);
    }

    private static Event message(long sequence) {
        return new Event(
                GROUP,
                sequence,
                "id",
                "user-0",
                Instant.EPOCH,
                new Message("x".repeat(100), "text/plain", false, null));
    }
}
