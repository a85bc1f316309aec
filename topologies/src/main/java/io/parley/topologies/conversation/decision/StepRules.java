package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;
import io.parley.topologies.conversation.decision.Decision.Held;
import io.parley.topologies.conversation.decision.Decision.Refused;
import io.parley.topologies.step.NamedStep;
import io.parley.topologies.step.Verdict;
import io.parley.topologies.step.Verdict.Hold;
import io.parley.topologies.step.Verdict.Pass;
import io.parley.topologies.step.Verdict.Refuse;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Asks the configured steps, each about the command that the previous one let pass. */
final class StepRules {

    private final List<NamedStep> steps;

    StepRules(DecisionRules rules) {
        this.steps = rules.steps();
    }

    /**
     * Returns the outcome of a command.
     *
     * @param decision decides the command that the last step let pass
     */
    Decision ask(CommandRecord record, Function<Command, Decision> decision) {
        Command command = record.command();
        for (NamedStep step : steps) {
            if (!record.released().contains(step.name())) {
                Verdict verdict = step.judge(command, Instant.ofEpochMilli(record.logTime()));
                if (verdict instanceof Refuse refuse) {
                    return new Refused(refuse.code(), refuse.message());
                }
                if (verdict instanceof Hold hold) {
                    return new Held(step.name(), hold.reason());
                }
                command = ((Pass) verdict).command();
            }
        }
        Command passed = command;
        return CommandShape.flaw(passed).<Decision>map(Refusals::badFrame).orElseGet(() -> decision.apply(passed));
    }
}
