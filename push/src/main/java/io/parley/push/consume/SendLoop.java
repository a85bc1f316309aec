package io.parley.push.consume;

import io.parley.push.lane.Ending;
import io.parley.push.lane.Lanes;
import io.parley.push.lane.Outcome;
import io.parley.push.lane.Work;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Hands the notifications of a topic to the lanes of one provider, and commits those that have ended. When the lanes are full
 * it reads no further until there is room; it still polls, so that it keeps its partitions. One group of consumers for each
 * provider, so that one that stands still holds up no other. Runs on one thread; {@link #stop} may be called on any.
 *
 * @param <V> the values of the topic
 */
public final class SendLoop<V> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);

    /** How long a poll waits for records, and therefore how late a retry may start. */
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Reading<V> reading;
    private final Lanes lanes;
    private final Outcomes<V> outcomes;
    private final Duration commitInterval;
    private final InstantSource clock;
    private final Assignment assignment;
    private Instant lastCommit = Instant.MIN;
    private boolean paused;
    private volatile boolean stopped;
    private volatile Throwable failure;

    /**
     * @param consumer without automatic commits; closed at the end
     * @param commitInterval how often is committed: so much may be sent again after a crash
     */
    public SendLoop(
            Consumer<byte[], byte[]> consumer,
            Reading<V> reading,
            Lanes lanes,
            Outcomes<V> outcomes,
            Duration commitInterval,
            InstantSource clock) {
        this.consumer = consumer;
        this.reading = reading;
        this.lanes = lanes;
        this.outcomes = outcomes;
        this.commitInterval = commitInterval;
        this.clock = clock;
        this.assignment = new Assignment(consumer, lanes::sweep);
    }

    /** Begins to read a topic, to be called before {@link #run}. */
    public void subscribe(String topic) {
        consumer.subscribe(List.of(topic), assignment);
    }

    /**
     * Reads until it is stopped.
     *
     * @throws IllegalStateException if an outcome could not be written
     */
    @Override
    public void run() {
        try (consumer) {
            while (!stopped) {
                step();
            }
            assignment.commit();
        } catch (WakeupException e) {
            if (!stopped) {
                throw e;
            }
            assignment.commit();
        }
    }

    /** Ends {@link #run} soon. */
    public void stop() {
        stopped = true;
        consumer.wakeup();
    }

    /** Reads once, and does all that is due. */
    void step() {
        for (ConsumerRecord<byte[], byte[]> sent : consumer.poll(POLL)) {
            take(sent);
        }
        lanes.tick();
        pauseOrResume();
        Instant now = clock.instant();
        if (!now.isBefore(lastCommit.plus(commitInterval))) {
            commit();
            lastCommit = now;
        }
        if (failure != null) {
            throw new IllegalStateException("an outcome could not be written", failure);
        }
    }

    /** A commit that can't be made now is made later: only more is sent again after a crash. */
    private void commit() {
        try {
            assignment.commit();
        } catch (RebalanceInProgressException | CommitFailedException | TimeoutException e) {
            LOG.warn("not committed, tried again later: {}", e.toString());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> sent) {
        SentOffsets offsets = assignment.of(new TopicPartition(sent.topic(), sent.partition()));
        if (!offsets.begin(sent.offset())) {
            return;
        }
        Optional<V> value = reading.read(sent);
        if (value.isEmpty()) {
            offsets.end(sent.offset());
            return;
        }
        lanes.offer(new Work(reading.notification(value.get()), new Tracked(value.get(), offsets, sent.offset())));
    }

    private void pauseOrResume() {
        if (!paused && lanes.isFull()) {
            paused = true;
        } else if (paused && lanes.hasRoom()) {
            paused = false;
            consumer.resume(consumer.paused());
        }
        if (paused) {
            consumer.pause(consumer.assignment());
        }
    }

    /** Ends a record when its outcome is written. */
    private final class Tracked implements Ending {

        private final V value;
        private final SentOffsets offsets;
        private final long offset;

        Tracked(V value, SentOffsets offsets, long offset) {
            this.value = value;
            this.offsets = offsets;
            this.offset = offset;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // a failure ends the loop
        public void ended(Outcome outcome) {
            try {
                outcomes.write(value, outcome).whenComplete((written, problem) -> {
                    if (problem == null) {
                        offsets.end(offset);
                    } else {
                        failure = problem;
                    }
                });
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        @Override
        public boolean isAbandoned() {
            return offsets.isRevoked();
        }
    }
}
