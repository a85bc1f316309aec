package io.parley.topologies.step;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.util.List;

/**
 * Makes a step. A class of this kind is what {@code conversation.steps} names; it is public, with a public constructor that
 * takes nothing. Its name is also the step's, in {@code held} and in what is released: renaming it strands what it held.
 */
public interface StepFactory {

    /** The settings that the step has, beside Parley's own. An unknown one, or one that makes no sense, fails the start. */
    default List<SettingKey<?>> keys() {
        return List.of();
    }

    /**
     * Makes the step, at the start.
     *
     * @throws IllegalArgumentException if a setting makes no sense; the message is one line that names it
     */
    Step create(Settings settings);
}
