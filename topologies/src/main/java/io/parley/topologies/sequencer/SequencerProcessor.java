package io.parley.topologies.sequencer;

import io.parley.avro.Command;
import io.parley.avro.HeldCommand;
import io.parley.avro.Outcome;
import io.parley.avro.Refused;
import io.parley.avro.Repeated;
import io.parley.schemas.ConversationId;
import io.parley.schemas.Topic;
import io.parley.topologies.parts.Placement;
import io.parley.topologies.sequencer.Decision.Accepted;
import io.parley.topologies.sequencer.Decision.Held;
import io.parley.topologies.step.Release;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decides each command, then writes what changes, then says what came of it: under the command's own timestamp. */
final class SequencerProcessor implements Processor<String, Command, String, SpecificRecord> {

    private final Decider decider;
    private final Topic<Command> commands;
    private ProcessorContext<String, SpecificRecord> context;
    private Placement placement;
    private SequencerState state;
    private DecisionCounts counts;

    SequencerProcessor(Decider decider, Topic<Command> commands) {
        this.decider = decider;
        this.commands = commands;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.placement = Placement.of(commands, context);
        this.state = new SequencerState(context.getStateStore(SequencerTopology.STATE));
        this.counts = new DecisionCounts(context.metrics());
    }

    @Override
    public void process(Record<String, Command> record) {
        Command command = record.value();
        placement.require(command.getConversationId());
        Decision decision =
                decider.decide(new Arrival(command, record.timestamp(), Release.steps(record.headers())), state::view);
        counts.add(decision);
        if (decision instanceof Accepted accepted) {
            state.apply(ConversationId.parse(command.getConversationId()), accepted);
        }
        state.forget(record.timestamp());
        Record<String, Command> decided = record.withKey(command.getConversationId());
        if (decision instanceof Held held) {
            context.forward(
                    decided.withValue(new HeldCommand(command, held.step(), held.reason())),
                    SequencerTopology.WRITE_HELD);
        }
        context.forward(
                decided.withValue(answer(command, decision)),
                decision instanceof Accepted ? SequencerTopology.WRITE_EVENTS : SequencerTopology.WRITE_OUTCOMES);
    }

    private static SpecificRecord answer(Command command, Decision decision) {
        if (decision instanceof Accepted accepted) {
            return accepted.event();
        }
        SpecificRecord body;
        if (decision instanceof Decision.Repeated repeated) {
            body = new Repeated(repeated.sequence(), repeated.head());
        } else {
            Decision.Refused refused = decision instanceof Held ? Refusals.HELD : (Decision.Refused) decision;
            body = new Refused(refused.code(), refused.message(), refused.retryAfterMs());
        }
        return new Outcome(command.getConversationId(), command.getSenderId(), command.getCommandId(), body);
    }
}
