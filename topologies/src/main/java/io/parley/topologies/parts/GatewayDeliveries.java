package io.parley.topologies.parts;

import io.parley.avro.Delivery;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topics;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * Writes deliveries to their gateways' topics, which have one partition each.
 *
 * <p>There is no partitioner on purpose. With one, Streams would ask for the topic's partitions before each record and
 * retry for minutes if a topic is missing; without one, a missing topic is a send error, which goes to the
 * application's production exception handler after {@code max.block.ms}.
 */
public final class GatewayDeliveries {

    private GatewayDeliveries() {}

    /** @param name of the sink */
    public static void write(KStream<String, GatewayDelivery> stream, Topics topics, AvroSerdes serdes, String name) {
        Serializer<Delivery> delivery = serdes.value(Delivery.class).serializer();
        Serde<GatewayDelivery> unwrapping = Serdes.serdeFrom(
                (topic, addressed) -> delivery.serialize(topic, addressed.delivery()), (topic, bytes) -> {
                    throw new UnsupportedOperationException("deliveries are only written here");
                });
        stream.to(
                new TopicOfGateway(topics),
                Produced.with(serdes.key(), unwrapping).withName(name));
    }

    /** Not a lambda: its string form is part of the topology's description. */
    private record TopicOfGateway(Topics topics) implements TopicNameExtractor<String, GatewayDelivery> {

        @Override
        public String extract(String key, GatewayDelivery addressed, RecordContext context) {
            return topics.deliveriesOf(addressed.gatewayId());
        }

        @Override
        public String toString() {
            return topics.deliveriesOf("<gateway>");
        }
    }
}
