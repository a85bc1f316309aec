package io.parley.topologies.step;

import io.parley.avro.Command;

import java.time.Instant;

/**
 * Judges each command before it is numbered.
 *
 * <p>It has to be a function of its arguments: no clock, no randomness, no I/O, no memory of earlier commands. After a
 * crash the same command is judged again, and the verdict has to be the same, since somebody may have seen the result
 * of the first. An exception stops the application. Called by several threads.
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
