package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import static io.parley.gateway.client.TestClient.frame;
import static io.parley.gateway.client.TestClient.is;
import static io.parley.gateway.client.TestClient.newId;
import static org.assertj.core.api.Assertions.assertThat;

/** Commands about a message, on real servers: raced from several devices, and without a wait for the store. */
class TargetsIT {

    private static final int ROUNDS = 30;

    private static RunningParley parley;

    private final String aliceId = "alice-" + newId();
    private final String bobId = "bob-" + newId();

    /** By command id when its outcome came, in nanoseconds. */
    private final Map<String, Long> outcomes = new ConcurrentHashMap<>();

    private TestClient alice;
    private String conversation;

    @BeforeAll
    static void start() {
        parley = RunningParley.shared();
    }

    @BeforeEach
    void connect() {
        alice = TestClient.ready(parley.gateway(), parley.token(aliceId), this::note);
        conversation = alice.group("Targets", bobId);
    }

    @AfterEach
    void close() {
        alice.close();
    }

    @Test
    void shouldNeverEditWhatOneDeviceHasDeletedAtOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            long target = said("round " + round);

            // When
            String deletion = about("delete", target, "");
            String edit = about("edit", target, "back");
            outcome(deletion);

            // Then
            assertThat(outcome(edit).path("code").asText())
                    .as("round %d", round)
                    .isEqualTo("no_such_message");
        }
        assertThat(alice.events(conversation))
                .extracting(event -> event.path("kind").asText())
                .doesNotContain("edited");
    }

    @Test
    void shouldTakeAReactionOnceWhenTwoDevicesGiveItAtOnce() {
        try (TestClient second = TestClient.ready(parley.gateway(), parley.token(aliceId), this::note)) {
            for (int round = 0; round < ROUNDS; round++) {
                // Given
                long target = said("round " + round);

                // When
                List<JsonNode> both = Stream.of(react(alice, target, "❤"), react(second, target, "❤\uFE0F"))
                        .map(this::outcome)
                        .toList();

                // Then
                assertThat(both)
                        .as("round %d", round)
                        .extracting(frame -> is(frame, "event")
                                ? frame.path("kind").asText()
                                : frame.path("code").asText())
                        .containsExactlyInAnyOrder("reacted", "no_change");
            }
        }
    }

    @Test
    void shouldEditAtOnceWhatWasJustSent() {
        // Given
        List<Long> edits = new ArrayList<>();
        List<Long> behind = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long target = said("before " + round);

            // When
            long begin = System.nanoTime();
            String edit = about("edit", target, "after " + round);
            String next = alice.message(conversation, "next " + round);
            outcome(edit);
            outcome(next);

            // Then
            edits.add(outcomes.get(edit) - begin);
            behind.add(outcomes.get(next) - begin);
            assertThat(alice.awaitEventOf(edit).path("sequence").asLong())
                    .as("the order of one session")
                    .isLessThan(alice.awaitEventOf(next).path("sequence").asLong());
        }
        System.out.printf(
                "an edit of what was just sent: %.1f ms at the median, the message behind it: %.1f ms (%d rounds)%n",
                medianMs(edits), medianMs(behind), ROUNDS);
    }

    private long said(String text) {
        return alice.awaitEventOf(alice.message(conversation, text))
                .path("sequence")
                .asLong();
    }

    private String about(String type, long target, String content) {
        String id = newId();
        ObjectNode command =
                frame(type).put("id", id).put("conversationId", conversation).put("target", target);
        alice.send(content.isEmpty() ? command : command.put("content", content));
        return id;
    }

    private String react(TestClient client, long target, String reaction) {
        String id = newId();
        client.send(frame("react")
                .put("id", id)
                .put("conversationId", conversation)
                .put("target", target)
                .put("reaction", reaction));
        return id;
    }

    private JsonNode outcome(String id) {
        return alice.awaitFrame(
                frame -> isOutcome(frame) && id.equals(frame.path("id").asText()));
    }

    private void note(JsonNode frame) {
        if (isOutcome(frame)) {
            outcomes.putIfAbsent(frame.path("id").asText(), System.nanoTime());
        }
    }

    private static boolean isOutcome(JsonNode frame) {
        return is(frame, "event") || is(frame, "rejected");
    }

    private static double medianMs(List<Long> nanos) {
        return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow() / 1e6;
    }
}
