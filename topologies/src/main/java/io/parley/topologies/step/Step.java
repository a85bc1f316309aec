package io.parley.topologies.step;

import io.parley.avro.Command;

import java.time.Instant;

/**
 * Something that is asked about each command before it is numbered.
 *
 * <p>It has to be a function of its arguments: no clock, no randomness, no I/O, no memory of what came before. After a
 * crash the same command is asked about again, and the answer has to be the same, since somebody may have seen what came
 * of the first. What it throws stops the application. Called by several threads.
 */
@FunctionalInterface
public interface Step {

    /**
     * Judges one command.
     *
     * @param command well-formed, by a member or to create a conversation, and not decided before; not to be changed
     * @param logTime when the log took it
     */
    Verdict judge(Command command, Instant logTime);
}
