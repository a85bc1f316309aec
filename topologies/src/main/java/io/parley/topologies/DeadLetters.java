package io.parley.topologies;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.avro.DeadLetter;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.RegistryUnavailableException;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.parts.Placement;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Puts aside, as it was and with the reason, a record that can never be read, or that lies in a partition where it may not
 * be processed, and lets processing go on. A record that can't be read <em>now</em>, because the schema registry is down, is
 * waited for instead: the thread fails, and its replacement begins with that record.
 */
final class DeadLetters {

    /** Under which name {@link Handler} finds its instance among the application's settings. */
    static final String KEY = "parley.dead.letters";

    /** What is larger would not fit into a record of its own; the place where it is found is kept. */
    private static final int LARGEST_KEPT = 512 * 1024;

    private final String application;
    private final Topic<DeadLetter> topic;
    private final Serializer<String> keys;
    private final Serializer<DeadLetter> values;
    private final MeterRegistry meters;

    DeadLetters(String application, Topics topics, AvroSerdes serdes, MeterRegistry meters) {
        this.application = application;
        this.topic = topics.deadLetters();
        this.keys = serdes.key().serializer();
        this.values = serdes.value(topic).serializer();
        this.meters = meters;
    }

    private ProducerRecord<byte[], byte[]> letter(ErrorHandlerContext record, Exception failure) {
        counter(record.topic()).increment();
        DeadLetter letter = new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                application,
                reason(failure, record.sourceRawValue()),
                kept(record.sourceRawKey()),
                kept(record.sourceRawValue()));
        return new ProducerRecord<>(
                topic.name(),
                topic.partitionOf(record.topic()),
                Math.max(0, record.timestamp()),
                keys.serialize(topic.name(), record.topic()),
                values.serialize(topic.name(), letter));
    }

    private Counter counter(String source) {
        return Counter.builder("parley.streams.dead.letters")
                .description("records that can never be read, put into the dead-letters topic")
                .tag("application", application)
                .tag("topic", source)
                .register(meters);
    }

    private static String reason(Exception failure, byte[] value) {
        String reason = String.valueOf(failure.getMessage());
        return value == null || value.length <= LARGEST_KEPT
                ? reason
                : reason + " (its " + value.length + " bytes are not kept)";
    }

    private static ByteBuffer kept(byte[] bytes) {
        return bytes == null || bytes.length > LARGEST_KEPT ? null : ByteBuffer.wrap(bytes);
    }

    /** Made by the engine, by its class name; several of them share one instance of the outer class. */
    public static final class Handler implements DeserializationExceptionHandler {

        private DeadLetters letters;

        @Override
        public void configure(Map<String, ?> configs) {
            letters = (DeadLetters) configs.get(KEY);
        }

        @Override
        public Response handleError(
                ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
            if (Causes.contain(failure, RegistryUnavailableException.class)) {
                return Response.fail();
            }
            return Response.resume(List.of(letters.letter(context, failure)));
        }
    }

    /** As {@link Handler}, for what a processor won't take: all else that it throws fails the thread. */
    public static final class Misplaced implements ProcessingExceptionHandler {

        private DeadLetters letters;

        @Override
        public void configure(Map<String, ?> configs) {
            letters = (DeadLetters) configs.get(KEY);
        }

        @Override
        public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
            return failure instanceof Placement.MisplacedException
                    ? Response.resume(List.of(letters.letter(context, failure)))
                    : Response.fail();
        }
    }
}
