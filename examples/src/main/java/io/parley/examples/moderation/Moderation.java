package io.parley.examples.moderation;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.topologies.step.Step;
import io.parley.topologies.step.StepFactory;

import java.util.List;

/** Makes the step from its settings; {@code conversation.steps} names this class. */
public final class Moderation implements StepFactory {

    static final SettingKey<List<String>> REFUSED_WORDS = SettingKey.list(
                    "moderation.refused-words", "words that no text may have; change them over a clean stop only")
            .optional();
    static final SettingKey<List<String>> HELD_WORDS = SettingKey.list(
                    "moderation.held-words",
                    "words whose text a moderator has to let through; change them over a clean stop only")
            .optional();

    @Override
    public List<SettingKey<?>> keys() {
        return List.of(REFUSED_WORDS, HELD_WORDS);
    }

    @Override
    public Step create(Settings settings) {
        return new WordStep(
                Words.of(REFUSED_WORDS, settings.find(REFUSED_WORDS).orElse(List.of())),
                Words.of(HELD_WORDS, settings.find(HELD_WORDS).orElse(List.of())));
    }
}
