package io.parley.examples.moderation;

import io.parley.avro.HeldCommand;
import io.parley.avro.Message;
import io.parley.avro.Refused;
import io.parley.topologies.Applications;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.GaplessSequence;
import io.parley.topologies.testkit.PipelineFixture;
import io.parley.topologies.testkit.SessionView;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModerationTest {

    private static final String GROUP = Commands.group(1);

    private final PipelineFixture pipeline = new PipelineFixture(
            Map.of(
                    "conversation.steps", Moderation.class.getName(),
                    "moderation.refused-words", "darn",
                    "moderation.held-words", "casino, lottery"),
            Applications.CONVERSATION,
            Applications.USER);

    private SessionView ann;
    private SessionView bob;

    @BeforeEach
    void begin() {
        ann = pipeline.connect("ann", "ann-phone", "gw-1", 1);
        bob = pipeline.connect("bob", "bob-phone", "gw-1", 1);
        pipeline.send(Commands.createGroup(GROUP, "ann", "create", "bob"));
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void shouldTellTheSenderAloneWhenAWordIsRefused() {
        // When
        pipeline.send(Commands.send(GROUP, "bob", "m", "Darn!"));
        pipeline.send(Commands.send(GROUP, "bob", "n", "darning socks"));

        // Then
        assertThat(refusal(bob).getCode()).isEqualTo("forbidden");
        assertThat(ann.outcomes()).isEmpty();
        assertThat(ann.events())
                .hasSize(2)
                .last()
                .extracting(event -> ((Message) event.getBody()).getContent())
                .isEqualTo("darning socks");
    }

    @Test
    void shouldHoldAndSayNothingToOthersWhenAWordNeedsAJudgement() {
        // When
        pipeline.send(Commands.send(GROUP, "bob", "m", "the LOTTERY"));

        // Then
        assertThat(refusal(bob).getMessage()).startsWith("held for review");
        assertThat(ann.events()).hasSize(1);
        HeldCommand held = pipeline.values(pipeline.topics().held()).get(0);
        assertThat(held.getReason()).isEqualTo("the word lottery");
        assertThat(held.getStep()).isEqualTo(Moderation.class.getName());
    }

    @Test
    void shouldNumberAHeldMessageOnceWhenItIsLetThrough() {
        // Given
        pipeline.send(Commands.send(GROUP, "bob", "m", "the lottery"));

        // When
        letThrough(0);
        letThrough(0);
        pipeline.send(Commands.send(GROUP, "ann", "n", "hello"));

        // Then
        new GaplessSequence().checkAll(ann.events());
        assertThat(ann.events()).extracting(event -> event.getCommandId()).containsExactly("create", "m", "n");
        assertThat(bob.events()).isEqualTo(ann.events());
    }

    @Test
    void shouldHoldAgainWhenItIsSentAgainWithoutALetThrough() {
        // When
        pipeline.send(Commands.send(GROUP, "bob", "m", "the lottery"));
        pipeline.send(Commands.send(GROUP, "bob", "m", "the lottery"));

        // Then
        assertThat(pipeline.values(pipeline.topics().held())).hasSize(2);
        assertThat(ann.events()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsLetThroughWhenItsSenderHasLeft() {
        // Given
        pipeline.send(Commands.send(GROUP, "bob", "m", "the lottery"));
        pipeline.send(Commands.remove(GROUP, "ann", "r", "bob"));

        // When
        letThrough(0);

        // Then
        assertThat(bob.outcomes())
                .last()
                .satisfies(outcome ->
                        assertThat(((Refused) outcome.getBody()).getCode()).isEqualTo("not_a_member"));
    }

    @Test
    void shouldSayNotAMemberToStrangersWhateverTheyWrite() {
        // Given
        SessionView cid = pipeline.connect("cid", "cid-phone", "gw-1", 1);

        // When
        pipeline.send(Commands.send(GROUP, "cid", "m", "darn lottery"));
        pipeline.send(Commands.send(Commands.group(2), "cid", "m", "darn lottery"));

        // Then
        assertThat(cid.outcomes())
                .hasSize(2)
                .allSatisfy(outcome ->
                        assertThat(((Refused) outcome.getBody()).getCode()).isEqualTo("not_a_member"));
        assertThat(pipeline.values(pipeline.topics().held())).isEmpty();
    }

    @Test
    void shouldLookAtTitlesToo() {
        // When
        pipeline.send(Commands.rename(GROUP, "ann", "m", "darn"));

        // Then
        assertThat(refusal(ann).getCode()).isEqualTo("forbidden");
    }

    @Test
    void shouldFailTheStartInOneLineWhenAWordIsNone() {
        assertThatThrownBy(() -> new PipelineFixture(
                        Map.of("conversation.steps", Moderation.class.getName(), "moderation.held-words", "two words"),
                        Applications.CONVERSATION))
                .hasMessage("moderation.held-words: two words (expected: words of letters and digits)");
    }

    /** What a moderator's tool does with a held command. */
    private void letThrough(int index) {
        TestRecord<String, HeldCommand> held =
                pipeline.records(pipeline.topics().held()).get(index);
        LetThrough through = LetThrough.of(held.value(), held.headers());
        pipeline.put(pipeline.topics().commands(), held.key(), through.command(), through.headers());
    }

    private static Refused refusal(SessionView session) {
        assertThat(session.outcomes()).hasSize(1);
        return (Refused) session.outcomes().get(0).getBody();
    }
}
