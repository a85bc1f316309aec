package io.parley.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.avro.SessionState;
import io.parley.gateway.RawWebSocket.Frame;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that stop reading, on real connections beside others that go on. */
class SlowReaderTest {

    private static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SLOW_ABOVE = 64 << 10;
    private static final int MOST = 1 << 20;
    private static final int OTHERS = 99;
    private static final int FIRST = 11;

    /** More than the kernel's buffers on both sides take. */
    private static final int MOST_EVENTS = 20_000;

    private static final String TEXT = "x".repeat(16 << 10);

    private LoopbackGateway gateway;

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldGetHeadsAndThenEventsAgainWhenItReadsOn() throws Exception {
        // Given
        gateway = gateway();
        try (RawWebSocket slow = connect("slow")) {
            awaitSessions(1);
            int last = sayUntil("parley.gateway.events.withheld", "slow");

            // When
            long unsent = (long) gateway.meters
                    .get("parley.gateway.unsent.most.bytes")
                    .gauge()
                    .value();
            List<Long> live = new ArrayList<>();
            JsonNode heads = readEventsUntilHeads(slow, live);
            await().atMost(TestClient.PATIENCE)
                    .until(() -> gateway.meters
                                    .get("parley.gateway.sessions.slow")
                                    .gauge()
                                    .value()
                            == 0);
            gateway.event(message(last + 1, "after"), "slow");
            JsonNode next = json(slow.read(RawWebSocket.TEXT));

            // Then
            assertThat(unsent).isLessThan(MOST);
            assertThat(heads.path("head").asLong()).isEqualTo(last);
            assertThat(heads.path("unread").asInt()).isEqualTo(100);
            assertThat(live)
                    .containsExactlyElementsOf(IntStream.range(FIRST, FIRST + live.size())
                            .mapToObj(Long::valueOf)
                            .toList());
            assertThat(live).hasSizeLessThan(last - FIRST + 1);
            assertThat(next.path("sequence").asLong()).isEqualTo(last + 1);
        }
    }

    @Test
    void shouldHoldUpNobodyElseAndBeClosedWhenItsBoundIsHit() throws Exception {
        // Given
        gateway = gateway();
        List<RawWebSocket> others = new ArrayList<>();
        try (RawWebSocket slow = connect("slow")) {
            for (int i = 0; i < OTHERS; i++) {
                others.add(connect("user-" + i));
            }
            awaitSessions(OTHERS + 1);
            int last = sayUntil("parley.gateway.events.withheld", "slow");
            String[] everybody = everybody();

            // When
            for (int i = 1; i <= 20; i++) {
                gateway.event(message(last + i, "short"), everybody);
            }

            // Then
            for (RawWebSocket other : others) {
                for (int i = 1; i <= 20; i++) {
                    assertThat(nextEvent(other).path("sequence").asLong()).isEqualTo(last + i);
                }
            }
            assertThat(closedAsTooSlow()).isZero();
            askUntilClosed(slow);
            assertThat(slow.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(4409);
            await().atMost(TestClient.PATIENCE)
                    .untilAsserted(() -> assertThat(gateway.changes)
                            .filteredOn(change -> change.getChange() == SessionState.DISCONNECTED)
                            .singleElement()
                            .satisfies(change -> {
                                assertThat(change.getUserId()).isEqualTo("slow");
                                assertThat(change.getOrderly()).isFalse();
                            }));
        } finally {
            for (RawWebSocket other : others) {
                other.close();
            }
        }
    }

    @Test
    void shouldGetAllEventsWhenItReadsOnLongAfterItStopped() throws Exception {
        // Given
        gateway = gateway("500ms", "1500ms");
        try (RawWebSocket slow = connect("slow")) {
            awaitSessions(1);
            sayUntil("parley.gateway.events.withheld", "slow");

            // When
            await().atMost(TestClient.PATIENCE).until(() -> gateway.changes.size() == 2);
            await().pollDelay(Duration.ofSeconds(5)).until(() -> true);

            // Then
            assertThat(slow.read(RawWebSocket.CLOSE).closeCode()).isEqualTo(4409);
            assertThat(closedAsTooSlow()).isEqualTo(1);
            assertThat(gateway.changes).last().satisfies(change -> {
                assertThat(change.getChange()).isEqualTo(SessionState.DISCONNECTED);
                assertThat(change.getOrderly()).isFalse();
            });
        }
    }

    @Test
    void shouldBeOwedOnePongAloneWhenItPingsAndReadsNothing() throws Exception {
        // Given
        gateway = gateway();
        byte[] pings = pings(1_000);
        byte[] last = {1, 2, 3};
        try (RawWebSocket slow = connect("slow")) {
            awaitSessions(1);

            // When
            for (int i = 0; i < 300; i++) {
                slow.write(pings);
            }
            slow.send(0x80 | RawWebSocket.PING, last, true);
            slow.send("{\"type\":\"status\",\"status\":\"away\"}");
            await().atMost(TestClient.PATIENCE)
                    .until(() -> gateway.meters
                                    .counter("parley.gateway.frames.in", "type", "status")
                                    .count()
                            == 1);
            double unsent = mostUnsent();

            // Then
            assertThat(unsent).isGreaterThan(0).isLessThan(SLOW_ABOVE * 2.0);
            Frame pong = slow.read(RawWebSocket.PONG);
            while (pong.length() != last.length) {
                pong = slow.read(RawWebSocket.PONG);
            }
            assertThat(pong.bytes()).isEqualTo(last);
        }
    }

    /** The largest number of unsent bytes of one client at the next sweeps. */
    private double mostUnsent() {
        return await().pollDelay(Duration.ofSeconds(1))
                .until(
                        () -> gateway.meters
                                .get("parley.gateway.unsent.most.bytes")
                                .gauge()
                                .value(),
                        most -> true);
    }

    private static byte[] pings(int count) {
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            pings.writeBytes(RawWebSocket.frame(0x80 | RawWebSocket.PING, new byte[125], true));
        }
        return pings.toByteArray();
    }

    /** Asks for answers, which are never withheld, and reads none. */
    private void askUntilClosed(RawWebSocket socket) throws IOException {
        for (int pings = 0; closedAsTooSlow() == 0; pings++) {
            assertThat(pings).as("answers without a bound").isLessThan(MOST);
            socket.send("{\"type\":\"ping\"}");
        }
    }

    private double closedAsTooSlow() {
        return gateway.meters.counter("parley.gateway.closed", "code", "4409").count();
    }

    /** Sends events until this counter counts. The last sequence. */
    private int sayUntil(String counter, String userId) {
        int sequence = FIRST - 1;
        while (gateway.meters.counter(counter).count() == 0) {
            assertThat(sequence).as("the kernel takes everything").isLessThan(FIRST + MOST_EVENTS);
            gateway.event(message(++sequence, TEXT), userId);
        }
        // Some more, of which nothing is sent.
        for (int i = 0; i < 100; i++) {
            gateway.event(message(++sequence, TEXT), userId);
        }
        int last = sequence;
        await().atMost(TestClient.PATIENCE)
                .until(() -> gateway.meters.counter(counter).count() >= 100);
        return last;
    }

    private static JsonNode readEventsUntilHeads(RawWebSocket socket, List<Long> events) throws IOException {
        while (true) {
            JsonNode frame = json(socket.read(RawWebSocket.TEXT));
            if (frame.path("type").asText().equals("event")) {
                events.add(frame.path("sequence").asLong());
            } else if (!events.isEmpty()) {
                assertThat(frame.path("type").asText()).isEqualTo("inbox");
                assertThat(frame.path("last").asBoolean()).isFalse();
                return frame.path("conversations").get(0);
            }
        }
    }

    private static JsonNode nextEvent(RawWebSocket socket) throws IOException {
        JsonNode frame = json(socket.read(RawWebSocket.TEXT));
        while (!frame.path("type").asText().equals("event")) {
            frame = json(socket.read(RawWebSocket.TEXT));
        }
        return frame;
    }

    private static JsonNode json(Frame frame) throws JsonProcessingException {
        return JSON.readTree(frame.text());
    }

    private void awaitSessions(int count) {
        await().atMost(TestClient.PATIENCE)
                .until(() ->
                        gateway.meters.get("parley.gateway.sessions").gauge().value() == count
                                && gateway.changes.size() == count);
    }

    private RawWebSocket connect(String userId) throws IOException {
        gateway.inboxes.put(
                userId,
                List.of(new InboxEntry(
                        GROUP, ConversationKind.GROUP, null, 10L, 0L, 0, false, null, Instant.EPOCH, null)));
        return new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token(userId) + "\r\n");
    }

    private static String[] everybody() {
        List<String> everybody = new ArrayList<>(List.of("slow"));
        IntStream.range(0, OTHERS).forEach(i -> everybody.add("user-" + i));
        return everybody.toArray(String[]::new);
    }

    /** Without heartbeats, which a client that reads nothing doesn't answer. */
    private static LoopbackGateway gateway() {
        return gateway("5m", "10m");
    }

    private static LoopbackGateway gateway(String heartbeatInterval, String idleTimeout) {
        return LoopbackGateway.with(
                "gateway.max-connections", String.valueOf(OTHERS + 1),
                "gateway.heartbeat-interval", heartbeatInterval,
                "gateway.idle-timeout", idleTimeout,
                "gateway.slow-above-bytes", String.valueOf(SLOW_ABOVE),
                "gateway.max-unsent-bytes", String.valueOf(MOST));
    }

    private static Event message(long sequence, String content) {
        return new Event(GROUP, sequence, "i", "bob", Instant.EPOCH, new Message(content, "text/plain", false, null));
    }
}
