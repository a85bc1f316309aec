package io.parley.topologies.notify;

import io.parley.avro.Device;
import io.parley.avro.Push;
import io.parley.avro.PushOutcome;
import io.parley.avro.internal.TokenChange;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.Partitions;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.parts.NamedStreams;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

import java.util.Optional;
import java.util.Set;

/**
 * Builds the application that decides which device shows what: joins pushes with the devices of their user, and finds
 * the one owner of each token. A pure function of the catalogue and its configuration.
 *
 * <p>It runs exactly once, since pushes wait: no input repeats what a timer has sent, so a crash that kept the removal
 * of a waiting push and lost its send would lose the notification.
 */
public final class NotifyTopology {

    private final Topics topics;
    private final AvroSerdes serdes;
    private final NotifyConfig config;
    private final StreamsBuilder builder = NamedStreams.builder();

    private NotifyTopology(Topics topics, AvroSerdes serdes, NotifyConfig config) {
        this.topics = topics;
        this.serdes = serdes;
        this.config = config;
    }

    /** Makes the topology; pure. */
    public static Topology build(Topics topics, AvroSerdes serdes, NotifyConfig config) {
        NotifyTopology notify = new NotifyTopology(topics, serdes, config);
        notify.decide();
        return notify.builder.build();
    }

    private void decide() {
        String devices = DeviceStore.addTo(builder, serdes);
        String shown = ShownStore.addTo(builder, serdes);
        String waiting = WaitingPushes.addTo(builder, serdes);
        KStream<String, Push> pushes = read(topics.pushes(), Names.READ_PUSHES);
        KStream<String, Device> changes = read(topics.devices(), Names.READ_DEVICES);
        KStream<String, PushOutcome> answers = read(topics.pushOutcomes(), Names.READ_OUTCOMES);

        KStream<String, NotifyOutput> kept =
                changes.process(() -> new DeviceProcessor(topics, config), Named.as(Names.KEEP_DEVICES), devices);
        KStream<String, NotifyOutput> output = pushes.process(
                        () -> new PushProcessor(topics, config), Named.as(Names.DECIDE), devices, shown, waiting)
                .merge(kept, Named.as(Names.GATHER_DEVICES))
                .merge(
                        answers.process(
                                () -> new AnswerProcessor(topics, config), Named.as(Names.DROP_TOKENS), devices),
                        Named.as(Names.GATHER_TOKENS))
                .merge(
                        taken(kept).process(TakenTokenProcessor::new, Named.as(Names.LOSE_TOKENS), devices),
                        Named.as(Names.GATHER_LOSSES));
        write(output);
    }

    /** Finds the owners of tokens: the losses of their former ones, by user. */
    private KStream<String, TokenChange> taken(KStream<String, NotifyOutput> kept) {
        String owners = TokenOwnerProcessor.addStoreTo(builder, serdes);
        return byKey(
                byKey(kept.flatMapValues(NotifyOutput::tokens, Named.as(Names.TAKE_TOKENS)), Names.REGISTERED_TOKENS)
                        .process(TokenOwnerProcessor::new, Named.as(Names.FIND_OWNERS), owners),
                Names.TAKEN_TOKENS);
    }

    private KStream<String, TokenChange> byKey(KStream<String, TokenChange> changes, String name) {
        return changes.repartition(Repartitioned.<String, TokenChange>as(name)
                .withKeySerde(serdes.key())
                .withValueSerde(serdes.value(TokenChange.class))
                .withNumberOfPartitions(topics.devices().partitions()));
    }

    private void write(KStream<String, NotifyOutput> output) {
        output.flatMapValues(NotifyOutput::sends, Named.as(Names.TAKE_SENDS))
                .to(
                        topics.sends().name(),
                        Produced.with(serdes.key(), serdes.value(topics.sends()))
                                .withName(Names.WRITE_SENDS));
        output.flatMapValues(NotifyOutput::outcomes, Named.as(Names.TAKE_OUTCOMES))
                .to(
                        topics.pushOutcomes().name(),
                        Produced.with(serdes.key(), serdes.value(topics.pushOutcomes()))
                                .withName(Names.WRITE_OUTCOMES));
        output.flatMapValues(NotifyOutput::tombstones, Named.as(Names.TAKE_TOMBSTONES))
                .to(
                        topics.devices().name(),
                        Produced.with(serdes.key(), serdes.value(topics.devices()))
                                .withStreamPartitioner(NotifyTopology::ofUser)
                                .withName(Names.WRITE_TOMBSTONES));
    }

    /** A device's key is longer than the id that decides about its partition. */
    private static Optional<Set<Integer>> ofUser(String topic, String key, Device tombstone, int partitions) {
        return DeviceKey.parse(key).map(device -> Set.of(Partitions.of(device.userId(), partitions)));
    }

    private <V extends SpecificRecord> KStream<String, V> read(Topic<V> topic, String name) {
        return builder.stream(
                topic.name(), Consumed.with(serdes.key(), serdes.value(topic)).withName(name));
    }
}
