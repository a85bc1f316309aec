package io.parley.topologies.failure;

import io.parley.avro.DeadLetter;
import io.parley.runtime.deadletter.DeadRecord;
import io.parley.runtime.deadletter.Keeping;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;

/**
 * Writes a dead letter, the unchanged record with the reason, for a record that can never be read or lies in a
 * partition where it may not be processed, and lets processing continue. If a record can't be read <em>now</em>,
 * because the schema registry is down, it waits instead: the thread fails, and its replacement begins with that record.
 */
public final class DeadLetters {

    /** Key under which {@link Handler} finds its instance in the application's settings. */
    public static final String KEY = "parley.dead.letters";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String application;
    private final Topic<DeadLetter> topic;
    private final Serializer<String> keys;
    private final Serializer<DeadLetter> values;
    private final LetterMeters meters;

    /** The size of letters that the topic accepts, as far as known; null when it accepts no letter at all. */
    private volatile Keeping keeping = Keeping.MOST;

    public DeadLetters(String application, Topics topics, AvroSerdes serdes, LetterMeters meters) {
        this.application = application;
        this.topic = topics.deadLetters();
        this.keys = serdes.key().serializer();
        this.values = serdes.value(topic).serializer();
        this.meters = meters;
    }

    /** The topic of dead letters. */
    String topic() {
        return topic.name();
    }

    /**
     * Notes that the topic rejected a letter of this size. Under exactly once the transaction is lost with it and the
     * record is met again; so the next letter is smaller, and finally there is none: better than to stop at this record
     * for ever.
     *
     * @param size bytes of the rejected letter
     */
    void refused(int size) {
        boolean smaller = size > Keeping.PLACE.largest();
        LOG.error(
                "{} takes no letter of {} bytes: {}",
                topic.name(),
                size,
                smaller
                        ? "from now on only the places of records are put there"
                        : "from now on records that can't be read are passed over");
        keeping = smaller ? Keeping.PLACE : null;
    }

    /** A letter is lost, and with it the record's copy; the log message has its position. */
    void lost() {
        meters.lost();
    }

    /** Empty when the topic accepts no letter. */
    private List<ProducerRecord<byte[], byte[]>> letters(ErrorHandlerContext context, Exception failure) {
        meters.found(context.topic());
        DeadRecord record = new DeadRecord(
                context.topic(),
                context.partition(),
                context.offset(),
                context.sourceRawKey(),
                context.sourceRawValue());
        Keeping most = keeping;
        if (most == null) {
            meters.lost();
            LOG.error("{} can't be read and is passed over: {} takes no letters", record, topic.name());
            return List.of();
        }
        DeadLetter letter = record.letter(application, failure, most);
        return List.of(new ProducerRecord<>(
                topic.name(),
                topic.partitionOf(context.topic()),
                Math.max(0, context.timestamp()),
                keys.serialize(topic.name(), context.topic()),
                values.serialize(topic.name(), letter)));
    }

    /** Created by the engine, by its class name; several share one instance of the outer class. */
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
            return Response.resume(letters.letters(context, failure));
        }
    }

    /**
     * Like {@link Handler}, for records that a processor rejects as misplaced: all other exceptions of a processor fail
     * the thread.
     */
    public static final class Misplaced implements ProcessingExceptionHandler {

        private DeadLetters letters;

        @Override
        public void configure(Map<String, ?> configs) {
            letters = (DeadLetters) configs.get(KEY);
        }

        @Override
        public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
            return failure instanceof Placement.MisplacedException
                    ? Response.resume(letters.letters(context, failure))
                    : Response.fail();
        }
    }
}
