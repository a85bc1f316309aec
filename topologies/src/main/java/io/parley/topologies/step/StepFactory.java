package io.parley.topologies.step;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.util.List;

/**
 * Makes a step. {@code conversation.steps} names such classes; each is public, with a public constructor without
 * parameters. Its name is also the step's, in {@code held} and in released commands: renaming it strands the commands
 * that it held.
 */
public interface StepFactory {

    /** Lists the step's settings, beside Parley's own. An unknown or invalid one fails the start. */
    default List<SettingKey<?>> keys() {
        return List.of();
    }

    /**
     * Makes the step, at the start.
     *
     * @throws IllegalArgumentException if a setting is invalid; the message is one line that names it
     */
    Step create(Settings settings);
}
