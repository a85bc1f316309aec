package io.parley.admin.command;

import io.parley.admin.access.Caller;
import io.parley.admin.access.Role;
import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.ActRefusedException.Kind;
import io.parley.admin.act.ConversationAct;
import io.parley.admin.log.LogRequests;
import io.parley.avro.AuthorityKind;
import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Outcome;
import io.parley.runtime.authority.CommandSeals;
import io.parley.runtime.authority.SealSettings;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * Writes commands as a gateway does, and waits for what becomes of them. Blocks; thread-safe.
 *
 * <p>A command isn't part of the transaction of its audit record: one that stayed open would hold up everybody else's
 * commands in that partition.
 */
public final class CommandLog {

    private final LogRequests requests;
    private final Topics topics;
    private final Deserializer<Event> events;
    private final Deserializer<Outcome> outcomes;
    private final CommandSeals seals;
    private final Duration patience;
    private final Clock clock;

    /** @param patience how long an outcome is waited for */
    public CommandLog(
            LogRequests requests,
            Topics topics,
            AvroSerdes serdes,
            CommandSeals seals,
            Duration patience,
            Clock clock) {
        serdes.register(topics.commands());
        this.requests = requests;
        this.topics = topics;
        this.events = serdes.value(topics.events()).deserializer();
        this.outcomes = serdes.value(topics.outcomes()).deserializer();
        this.seals = seals;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Makes the command of an act: in the right of the user whom it names, or else in the caller's own, with its seal.
     *
     * @throws ActRefusedException if there is no secret to seal it by
     */
    public Command commandOf(ConversationAct act, Caller caller) throws ActRefusedException {
        Command command = new Command(
                act.conversation().toString(), act.sender().value(), act.id().value(), act.body(), false, null);
        if (act.onBehalf()) {
            return command;
        }
        if (!seals.hasSecret()) {
            throw new ActRefusedException(
                    Kind.CONFLICT,
                    SealSettings.SECRET.name() + " is not set: the owners of conversations would not believe it");
        }
        boolean isOperators =
                act.allowed().contains(Role.OPERATOR) && caller.roles().contains(Role.OPERATOR);
        return seals.sealed(
                command,
                isOperators ? AuthorityKind.OPERATOR : AuthorityKind.BACK_END,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * Writes a command and waits for its outcome.
     *
     * @throws ActRefusedException if the log doesn't take it for certain: it may be asked for again
     */
    public CommandResult ask(Command command) throws ActRefusedException {
        String id = command.getConversationId();
        CommandKey key = CommandKey.of(command);
        try {
            return requests.ask(
                            topics.commands(),
                            id,
                            command,
                            Set.of(
                                    new TopicPartition(
                                            topics.events().name(),
                                            topics.events().partitionOf(id)),
                                    new TopicPartition(
                                            topics.outcomes().name(),
                                            topics.outcomes().partitionOf(id))),
                            id,
                            next -> result(key, next),
                            patience)
                    .orElseGet(CommandResult.Waiting::new);
        } catch (KafkaException e) {
            throw new ActRefusedException(
                    Kind.UNAVAILABLE,
                    "the log does not answer: it may or may not have been done, ask for it again under the same id",
                    e);
        }
    }

    private Optional<CommandResult> result(CommandKey key, ConsumerRecord<byte[], byte[]> next) {
        if (next.topic().equals(topics.events().name())) {
            Event event = events.deserialize(next.topic(), next.value());
            return CommandKey.of(event).equals(key) ? Optional.of(CommandResult.of(event)) : Optional.empty();
        }
        Outcome outcome = outcomes.deserialize(next.topic(), next.value());
        return CommandKey.of(outcome).equals(key) ? Optional.of(CommandResult.of(outcome)) : Optional.empty();
    }
}
