package io.parley.topologies.step;

import io.parley.avro.Command;

import java.time.Instant;
import java.util.Objects;

/**
 * A step with its name, under which it holds and releases commands; enforces its contract.
 *
 * @param name the class name of its factory
 */
public record NamedStep(String name, Step step) {

    /** @throws IllegalStateException if the step changes anything that it must not; the application stops */
    public Verdict judge(Command command, Instant logTime) {
        Verdict verdict = step.judge(command, logTime);
        if (verdict instanceof Verdict.Pass pass && !isOf(pass.command(), command)) {
            throw new IllegalStateException(
                    "step " + name + " gave another conversation, sender, id, authority or kind to command "
                            + command.getCommandId() + " (expected: at most another body of the same kind)");
        }
        return verdict;
    }

    private static boolean isOf(Command passed, Command command) {
        return passed.getConversationId().equals(command.getConversationId())
                && passed.getSenderId().equals(command.getSenderId())
                && passed.getCommandId().equals(command.getCommandId())
                && Objects.equals(passed.getAuthority(), command.getAuthority())
                && passed.getBody().getClass() == command.getBody().getClass();
    }
}
