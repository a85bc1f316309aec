package io.parley.topologies.step;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.topologies.Application;
import io.parley.topologies.Applications;
import io.parley.topologies.conversation.ConversationSettings;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The allowed names in {@code conversation.steps}, and the errors of others. */
class StepFactoriesTest {

    private static final String STEPS = "conversation.steps";
    private static final Application CONVERSATION = Applications.CONVERSATION;

    /** A step with a setting. */
    public static final class Limit implements StepFactory {

        static final SettingKey<Integer> LONGEST =
                SettingKey.integer("limit.longest", "the most characters").withDefault("10");

        @Override
        public List<SettingKey<?>> keys() {
            return List.of(LONGEST);
        }

        @Override
        public Step create(Settings settings) {
            if (settings.get(LONGEST) < 1) {
                throw new IllegalArgumentException("limit.longest: " + settings.get(LONGEST) + " (expected: >= 1)");
            }
            return (command, logTime) -> Verdict.pass(command);
        }
    }

    /** A step that takes a key of Parley's. */
    public static final class Greedy implements StepFactory {

        @Override
        public List<SettingKey<?>> keys() {
            return List.of(InstallationSettings.BOOTSTRAP_SERVERS);
        }

        @Override
        public Step create(Settings settings) {
            return (command, logTime) -> Verdict.pass(command);
        }
    }

    /** No step. */
    public static final class Bystander {}

    /** A step that can't be made. */
    public static final class Shy implements StepFactory {

        private Shy() {}

        @Override
        public Step create(Settings settings) {
            return (command, logTime) -> Verdict.pass(command);
        }
    }

    @Test
    void shouldKnowTheKeysOfWhatIsNamed() {
        // When
        Settings settings = CONVERSATION.load(
                null,
                Map.of("PARLEY_CONVERSATION_STEPS", Limit.class.getName(), "PARLEY_LIMIT_LONGEST", "7", "HOME", "/"));

        // Then
        assertThat(settings.get(Limit.LONGEST)).isEqualTo(7);
        assertThat(ConversationSettings.read(settings).rules().steps())
                .extracting(NamedStep::name)
                .containsExactly(Limit.class.getName());
    }

    @Test
    void shouldLogWhichStepsAreAskedAndTheNamesOfTheirSettings() {
        // Given
        Logger logger = (Logger) LoggerFactory.getLogger(StepFactories.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);

        // When
        ConversationSettings.read(
                CONVERSATION.settingsAmong(Map.of(STEPS, Limit.class.getName(), Limit.LONGEST.name(), "7")));

        // Then
        logger.detachAppender(log);
        logger.setLevel(null);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "step " + Limit.class.getName() + " is asked about commands; its settings: limit.longest");
    }

    @Test
    void shouldNotKnowThemWhenItIsNotNamed() {
        assertThatThrownBy(() -> CONVERSATION.load(null, Map.of("PARLEY_LIMIT_LONGEST", "7")))
                .hasMessageStartingWith("PARLEY_LIMIT_LONGEST: unknown");
    }

    @Test
    void shouldFailInOneLineWhenASettingOfAStepMakesNoSense() {
        // Given
        Settings settings = CONVERSATION.settingsAmong(Map.of(STEPS, Limit.class.getName(), Limit.LONGEST.name(), "0"));

        // Then
        assertThatThrownBy(() -> ConversationSettings.read(settings)).hasMessage("limit.longest: 0 (expected: >= 1)");
    }

    @Test
    void shouldFailInOneLineWhenWhatIsNamedIsNoStep() {
        assertRefused("com.example.Nowhere", "a class on the class path");
        assertRefused(Bystander.class.getName(), "a class that implements io.parley.topologies.step.StepFactory");
        assertRefused(Shy.class.getName(), "a public class with a public constructor that takes nothing");
        assertRefused(
                Greedy.class.getName(), "a step with keys of its own; kafka.bootstrap-servers is a key of Parley");
    }

    @Test
    void shouldFailInOneLineWhenAStepIsNamedTwice() {
        String limit = Limit.class.getName();
        assertThatThrownBy(() -> CONVERSATION.settingsAmong(Map.of(STEPS, limit + "," + limit)))
                .hasMessage(STEPS + ": " + limit + " (expected: each step once)");
    }

    private static void assertRefused(String name, String expectation) {
        assertThatThrownBy(() -> CONVERSATION.settingsAmong(Map.of(STEPS, name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(STEPS + ": " + name + " (expected: " + expectation + ")");
    }
}
