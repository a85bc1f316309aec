package io.parley.topologies.parts;

import io.parley.avro.GatewayChange;
import io.parley.avro.GatewayEnded;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topics;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Announces to every partition of users and, through the catalogue's topic, of conversations which epochs of a gateway
 * are over: a lease under epoch {@code e} ends all before it, a lost lease ends its own epoch too.
 *
 * <p>Announcements are remembered in memory alone. A store would be wrong: after a crash it could contain an
 * announcement that never reached its topic, and suppress the repeat. So each life of the task announces every gateway
 * once more; readers treat the repeat like the first.
 */
public final class GatewayEnds {

    private static final String ANNOUNCE = "announce-ended-epochs";
    private static final String FOR_USERS = "gateway-ends";
    private static final String WRITE = "write-gateway-ends";

    private final KStream<String, GatewayEnded> announced;
    private final Topics topics;
    private final AvroSerdes serdes;

    private GatewayEnds(KStream<String, GatewayEnded> announced, Topics topics, AvroSerdes serdes) {
        this.announced = announced;
        this.topics = topics;
        this.serdes = serdes;
    }

    /** Reads the ends from {@code gateways}. A record's time is the log's time of the lease or verdict. */
    public static GatewayEnds of(KStream<String, GatewayChange> gateways, Topics topics, AvroSerdes serdes) {
        return new GatewayEnds(gateways.process(Announce::new, Named.as(ANNOUNCE)), topics, serdes);
    }

    /** Returns the ends, in every partition of users. */
    public KStream<String, GatewayEnded> forUsers() {
        int partitions = topics.sessions().partitions();
        return announced.repartition(Repartitioned.<String, GatewayEnded>as(FOR_USERS)
                .withKeySerde(serdes.key())
                .withValueSerde(serdes.value(GatewayEnded.class))
                .withNumberOfPartitions(partitions)
                .withStreamPartitioner(toAll(partitions)));
    }

    /** Writes the ends to every partition of conversations. */
    public void writeForConversations() {
        announced.to(
                topics.gatewayEnds().name(),
                Produced.with(serdes.key(), serdes.value(topics.gatewayEnds()))
                        .withName(WRITE)
                        .withStreamPartitioner(toAll(topics.gatewayEnds().partitions())));
    }

    private static StreamPartitioner<String, GatewayEnded> toAll(int partitions) {
        Optional<Set<Integer>> all =
                Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
        return (topic, key, value, count) -> all;
    }

    private static final class Announce extends ContextualProcessor<String, GatewayChange, String, GatewayEnded> {

        private Map<String, Long> announced;

        @Override
        public void init(ProcessorContext<String, GatewayEnded> context) {
            super.init(context);
            announced = new HashMap<>();
        }

        @Override
        public void process(Record<String, GatewayChange> record) {
            GatewayChange change = record.value();
            if (change != null && change.getBody() instanceof Lease lease) {
                announce(record, lease.getEpoch() - 1);
            } else if (change != null && change.getBody() instanceof Lost lost) {
                announce(record, lost.getEpoch());
            }
        }

        private void announce(Record<String, GatewayChange> record, long upToEpoch) {
            String gatewayId = record.value().getGatewayId();
            Long last = announced.get(gatewayId);
            if (last == null || last < upToEpoch) {
                context().forward(record.withKey(gatewayId).withValue(new GatewayEnded(gatewayId, upToEpoch)));
                announced.put(gatewayId, upToEpoch);
            }
        }
    }
}
