package io.parley.topologies;

import io.parley.avro.BlockChange;
import io.parley.avro.InboxEntry;
import io.parley.avro.Inquiry;
import io.parley.avro.Mute;
import io.parley.avro.MuteChange;
import io.parley.avro.PreferenceChange;
import io.parley.avro.UserAnswer;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.PipelineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Questions of the admin process about a user, beside the index of their inbox. */
class InquiriesTest {

    private final PipelineFixture pipeline = new PipelineFixture();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void shouldAnswerWithPagesByConversation() {
        // Given
        pipeline.connect("ann", "ann-phone", "gw-1", 1);
        for (int i = 3; i > 0; i--) {
            pipeline.send(Commands.createGroup(Commands.group(i), "bob", "c-" + i, "ann"));
        }
        pipeline.send(Commands.createGroup(Commands.group(4), "bob", "c-4", "ann"));
        pipeline.send(Commands.remove(Commands.group(4), "bob", "r-4", "ann"));

        // When
        UserAnswer first = ask(null);
        UserAnswer second = ask(Commands.group(2));

        // Then
        assertThat(first.getSessions()).hasSize(1);
        assertThat(ids(first)).containsExactly(Commands.group(1), Commands.group(2));
        assertThat(first.getMore()).isTrue();
        assertThat(ids(second)).containsExactly(Commands.group(3));
        assertThat(second.getMore()).isFalse();
    }

    @Test
    void shouldSayOnTheFirstPageWhomTheUserHasBlockedAndWhatTheyHaveMuted() {
        // Given
        pipeline.send(Commands.createGroup(Commands.group(1), "bob", "c-1", "ann"));
        pipeline.send(Commands.createGroup(Commands.group(2), "bob", "c-2", "ann"));
        Instant over = pipeline.now().plusSeconds(1);
        change(new BlockChange("dave", false));
        change(new BlockChange("carl", false));
        change(new MuteChange(Commands.group(1), null, false));
        change(new MuteChange(Commands.group(2), over, false));
        pipeline.pass(Duration.ofSeconds(2));

        // When
        UserAnswer first = ask(null);
        UserAnswer second = ask(Commands.group(1));

        // Then
        assertThat(first.getBlocked()).containsExactly("carl", "dave");
        assertThat(first.getMuted()).containsExactly(new Mute(Commands.group(1), null));
        assertThat(second.getBlocked()).isEmpty();
        assertThat(second.getMuted()).isEmpty();
    }

    @Test
    void shouldBeginWithTheFirstConversationWhenWhatIsAskedForSortsBeforeAll() {
        // Given
        pipeline.send(Commands.createGroup(Commands.group(1), "bob", "c-1", "ann"));

        // Then
        assertThat(ids(ask("\1"))).containsExactly(Commands.group(1));
        assertThat(ids(ask("\4x"))).containsExactly(Commands.group(1));
    }

    private void change(Object body) {
        pipeline.put(pipeline.topics().preferenceChanges(), "ann", new PreferenceChange("ann", body));
    }

    private UserAnswer ask(String after) {
        pipeline.put(pipeline.topics().inquiries(), "ann", new Inquiry("i", "ann", after, 2));
        List<UserAnswer> answers = pipeline.values(pipeline.topics().answers()).stream()
                .map(answer -> (UserAnswer) answer.getBody())
                .toList();
        return answers.get(answers.size() - 1);
    }

    private static List<String> ids(UserAnswer answer) {
        return answer.getConversations().stream()
                .map(InboxEntry::getConversationId)
                .toList();
    }
}
