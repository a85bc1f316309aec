package io.parley.topologies.failure;

import io.parley.schemas.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/**
 * Decides what happens to a record that can't be written.
 *
 * <ul>
 *   <li>To a gateway's delivery topic that doesn't exist, as a broker says: given up, as are those that follow for a
 *       while ({@link MissingTopics}). The gateway is gone, or has never existed.
 *   <li>A dead letter that is too large: {@link DeadLetters} makes smaller ones from then on. Under exactly once the
 *       thread fails first, since its transaction is lost.
 *   <li>Too large, where lost output is harmless (a client repairs a gap from the store): given up. Never a changelog
 *       record, and nothing under exactly once, where it would be a gap in the numbers.
 *   <li>The brokers don't answer within the producer's wait ({@link PatientSend}, {@code delivery.timeout.ms}): retried
 *       from the last commit on. The engine then reads the task's changelogs again from their beginning, so this is for
 *       the rare long outage.
 *   <li>Anything else fails the thread.
 * </ul>
 */
public final class SendFailures {

    /** Key under which {@link Handler} finds its instance in the application's settings. */
    public static final String KEY = "parley.send.failures";

    private static final Logger LOG = LoggerFactory.getLogger(SendFailures.class);
    private static final String CHANGELOG = "-changelog";

    private final boolean transactional;
    private final String deliveriesPrefix;
    private final MissingTopics missingTopics;
    private final DeadLetters deadLetters;
    private final GivenUpMeters givenUp;

    /** @param transactional whether the application runs exactly once: then nothing is given up */
    public SendFailures(
            boolean transactional,
            Topics topics,
            MissingTopics missingTopics,
            DeadLetters deadLetters,
            GivenUpMeters givenUp) {
        this.transactional = transactional;
        this.deliveriesPrefix = topics.deliveriesOf("");
        this.missingTopics = missingTopics;
        this.deadLetters = deadLetters;
        this.givenUp = givenUp;
    }

    private ProductionExceptionHandler.Response judge(ProducerRecord<byte[], byte[]> record, Exception failure) {
        String topic = record.topic();
        if (topic.equals(deadLetters.topic()) && failure instanceof RecordTooLargeException) {
            deadLetters.refused(record.value().length);
            if (transactional) {
                return ProductionExceptionHandler.Response.fail();
            }
            deadLetters.lost();
            return ProductionExceptionHandler.Response.resume();
        }
        if (isMissing(topic, failure)) {
            if (!missingTopics.contains(topic)) {
                missingTopics.add(topic);
                LOG.warn("records for {} are given up for a while: {}", topic, failure.toString());
            }
            givenUp.count(topic);
            return ProductionExceptionHandler.Response.resume();
        }
        if (isTooLarge(topic, failure)) {
            givenUp.count(topic);
            LOG.warn("a record for {} is given up: {}", topic, failure.toString());
            return ProductionExceptionHandler.Response.resume();
        }
        return failure instanceof RetriableException
                ? ProductionExceptionHandler.Response.retry()
                : ProductionExceptionHandler.Response.fail();
    }

    private boolean isMissing(String topic, Exception failure) {
        return !transactional && topic.startsWith(deliveriesPrefix) && MissingTopics.isSaidBy(failure);
    }

    private boolean isTooLarge(String topic, Exception failure) {
        return !transactional && !topic.endsWith(CHANGELOG) && failure instanceof RecordTooLargeException;
    }

    /** Created by the engine, by its class name; several share one instance of the outer class. */
    public static final class Handler implements ProductionExceptionHandler {

        private SendFailures failures;

        @Override
        public void configure(Map<String, ?> configs) {
            failures = (SendFailures) configs.get(KEY);
        }

        @Override
        public Response handleError(
                ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
            return failures.judge(record, failure);
        }
    }
}
