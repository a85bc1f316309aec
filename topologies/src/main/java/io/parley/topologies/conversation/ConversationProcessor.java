package io.parley.topologies.conversation;

import io.parley.avro.Answer;
import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Expansion;
import io.parley.avro.GatewayEnded;
import io.parley.avro.Look;
import io.parley.avro.Outcome;
import io.parley.avro.Signal;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.decision.CommandRecord;
import io.parley.topologies.conversation.decision.Decider;
import io.parley.topologies.conversation.decision.DecisionCounts;
import io.parley.topologies.conversation.fanout.Addressing;
import io.parley.topologies.conversation.fanout.EventExpander;
import io.parley.topologies.conversation.fanout.HeadUpdates;
import io.parley.topologies.conversation.fanout.LargeGroupStore;
import io.parley.topologies.conversation.fanout.Throttle;
import io.parley.topologies.conversation.signal.LookAnswers;
import io.parley.topologies.conversation.signal.ReadMarkBroadcast;
import io.parley.topologies.conversation.signal.SignalHandler;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.conversation.subscription.SubscriptionStore;
import io.parley.topologies.parts.Alarm;
import io.parley.topologies.parts.Placement;
import io.parley.topologies.step.Release;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns the conversations of a partition: takes their commands, their signals and the ends of gateways. One processor
 * handles all three, so that it alone changes rosters and subscriptions and may keep them decoded.
 *
 * <p>Wakes only when a delayed update is due: see {@link Alarm}.
 */
final class ConversationProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    private static final Duration READ_INTERVAL = Duration.ofSeconds(1);

    private final ConversationConfig config;
    private final Decider decider;
    private final Topics topics;
    private Placement commandPlacement;
    private Placement signalPlacement;
    private CommandHandler commands;
    private SignalHandler signals;
    private LookAnswers looks;
    private SubscriptionStore subscriptions;
    private HeadUpdates headUpdates;
    private ReadMarkBroadcast reads;
    private Alarm alarm;

    ConversationProcessor(ConversationConfig config, Decider decider, Topics topics) {
        this.config = config;
        this.decider = decider;
        this.topics = topics;
    }

    /** Adds the stores and returns their names. */
    static String[] addStoresTo(StreamsBuilder builder, AvroSerdes serdes) {
        List<String> names = new ArrayList<>(SubscriptionStore.addTo(builder, serdes));
        names.add(ConversationState.addTo(builder));
        names.add(LargeGroupStore.addTo(builder, serdes));
        for (String waiting : List.of(Names.WAITING_HINTS, Names.WAITING_READS)) {
            builder.addStateStore(
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(waiting), Serdes.String(), Serdes.Long()));
            names.add(waiting);
        }
        return names.toArray(String[]::new);
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        commandPlacement = Placement.of(topics.commands(), context);
        signalPlacement = Placement.of(topics.signals(), context);
        Addressing addressing = new Addressing(topics.expansions()::partitionOf);
        ConversationState state = ConversationState.in(context, config.cachedMembers());
        LargeGroupStore largeGroups = LargeGroupStore.in(context);
        subscriptions = SubscriptionStore.in(context, config.cachedSubscriptions());
        headUpdates = new HeadUpdates(
                new Throttle(context.getStateStore(Names.WAITING_HINTS), config.largeGroupHintInterval()),
                state,
                largeGroups,
                addressing);
        reads = new ReadMarkBroadcast(
                new Throttle(context.getStateStore(Names.WAITING_READS), READ_INTERVAL),
                state,
                subscriptions,
                addressing);
        EventExpander events = new EventExpander(state, largeGroups, subscriptions, headUpdates, addressing);
        commands = new CommandHandler(decider, state, events, addressing, new DecisionCounts(context.metrics()));
        looks = new LookAnswers(state);
        signals = new SignalHandler(state, largeGroups, subscriptions, reads, addressing);
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = new Alarm(context, this::wake);
        setAlarm(context.currentSystemTimeMs());
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        SpecificRecord value = record.value();
        long now = context().currentSystemTimeMs();
        if (value instanceof Command command) {
            commandPlacement.require(command.getConversationId());
            CommandRecord taken = new CommandRecord(command, record.timestamp(), Release.steps(record.headers()));
            forward(command.getConversationId(), commands.take(taken, now), record);
        } else if (value instanceof Signal signal) {
            signalPlacement.require(signal.getConversationId());
            take(signal, record, now);
        } else if (value instanceof GatewayEnded ended) {
            subscriptions.end(ended.getGatewayId(), ended.getUpToEpoch());
        }
        setAlarm(now);
    }

    private void take(Signal signal, Record<?, ?> record, long now) {
        String conversationId = signal.getConversationId();
        if (signal.getBody() instanceof Look look) {
            forward(look.getRequestId(), List.of(looks.answer(conversationId, look)), record);
        } else {
            forward(conversationId, signals.take(signal, Instant.ofEpochMilli(record.timestamp()), now), record);
        }
    }

    private void wake(long now) {
        headUpdates.due(now, (conversationId, update) -> forward(conversationId, update, now, new RecordHeaders()));
        reads.due(now, (conversationId, marks) -> forward(conversationId, marks, now, new RecordHeaders()));
        subscriptions.sweep();
        setAlarm(now);
    }

    private void setAlarm(long now) {
        long due = Math.min(headUpdates.dueMs(), reads.dueMs());
        alarm.setFor(subscriptions.isSwept() ? due : Math.min(due, now), now);
    }

    private void forward(String key, List<? extends SpecificRecord> consequences, Record<?, ?> cause) {
        for (SpecificRecord consequence : consequences) {
            forward(key, consequence, cause.timestamp(), cause.headers());
        }
    }

    private void forward(String key, SpecificRecord consequence, long timestamp, Headers headers) {
        context().forward(new Record<>(key, consequence, timestamp, headers), childFor(consequence));
    }

    /** Returns the name of the child that takes this type: exactly one of six does. */
    private static String childFor(SpecificRecord consequence) {
        if (consequence instanceof Expansion) {
            return Names.TAKE_EXPANSIONS;
        }
        if (consequence instanceof Event) {
            return Names.TAKE_EVENTS;
        }
        if (consequence instanceof Outcome) {
            return Names.TAKE_OUTCOMES;
        }
        if (consequence instanceof Answer) {
            return Names.TAKE_ANSWERS;
        }
        return consequence instanceof io.parley.avro.Roster ? Names.TAKE_ROSTERS : Names.TAKE_HELD;
    }
}
