package io.parley.admin.log;

import io.parley.runtime.lifecycle.DaemonThreads;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads what the log answers to what was written there: only those partitions in which somebody waits, and only from where
 * they began to. So an idle one reads nothing, and a busy one no more than is written where it waits. One thread of its own
 * reads.
 */
public final class ReplyReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final long IDLE_MS = 500;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final BlockingQueue<Waiter<?>> arriving = new LinkedBlockingQueue<>();

    /** Of the reading thread. */
    private final List<Waiter<?>> waiters = new ArrayList<>();

    private Consumer<byte[], byte[]> consumer;

    private final Thread thread;
    private volatile boolean closed;

    /** Recognises a reply. */
    @FunctionalInterface
    public interface Reply<R> {

        /** Returns what the record says; empty when it is another's. */
        Optional<R> read(ConsumerRecord<byte[], byte[]> next);
    }

    /**
     * Somebody who waits.
     *
     * @param key of the records that are looked at
     * @param listening done as soon as nothing that is written from then on is missed
     */
    public record Waiter<R>(
            Set<TopicPartition> where,
            String key,
            Reply<R> reply,
            CompletableFuture<Void> listening,
            CompletableFuture<R> result) {

        private void take(ConsumerRecord<byte[], byte[]> next) {
            reply.read(next).ifPresent(result::complete);
        }

        private void fail(RuntimeException failure) {
            listening.completeExceptionally(failure);
            result.completeExceptionally(failure);
        }
    }

    public ReplyReader(AdminClients clients) {
        this(clients::reader);
    }

    /** @param consumers makes a consumer: the first one, and another in place of one that has failed */
    ReplyReader(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
        this.thread = DaemonThreads.thread("parley-admin-replies", this::run);
        thread.start();
    }

    /** Begins to wait; who doesn't any more cancels the result. */
    public <R> Waiter<R> expect(Set<TopicPartition> where, String key, Reply<R> reply) {
        Waiter<R> waiter = new Waiter<>(where, key, reply, new CompletableFuture<>(), new CompletableFuture<>());
        arriving.add(waiter);
        if (closed) {
            waiter.fail(notRead());
        }
        return waiter;
    }

    /** Whether replies are read. */
    boolean isAlive() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2 * IDLE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // In this order: who arrives later sees that it is closed.
            closed = true;
            waiters.addAll(arriving);
            waiters.forEach(waiter -> waiter.fail(notRead()));
            letGo();
        }
    }

    private void step() throws InterruptedException {
        Waiter<?> next = waiters.isEmpty() ? arriving.poll(IDLE_MS, TimeUnit.MILLISECONDS) : arriving.poll();
        try {
            while (next != null) {
                waiters.add(next);
                next = arriving.poll();
            }
            waiters.removeIf(waiter -> waiter.result().isDone());
            listen();
            if (!waiters.isEmpty()) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (RuntimeException e) {
            // Of any kind: this thread is the only one, and the next consumer may do better.
            LOG.warn("the log's replies can't be read", e);
            waiters.forEach(waiter -> waiter.fail(e));
            waiters.clear();
            letGo();
        }
    }

    private void letGo() {
        if (consumer == null) {
            return;
        }
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } catch (RuntimeException e) {
            LOG.debug("a consumer did not close properly", e);
        }
        consumer = null;
    }

    private static KafkaException notRead() {
        return new KafkaException("replies are not read any more");
    }

    /** Reads the partitions in which somebody waits, each from its end when it is new. */
    private void listen() {
        Set<TopicPartition> wanted = new HashSet<>();
        waiters.forEach(waiter -> wanted.addAll(waiter.where()));
        if (consumer == null) {
            if (wanted.isEmpty()) {
                return;
            }
            consumer = consumers.get();
        }
        if (!wanted.equals(consumer.assignment())) {
            Set<TopicPartition> fresh = new HashSet<>(wanted);
            fresh.removeAll(consumer.assignment());
            consumer.assign(wanted);
            if (!fresh.isEmpty()) {
                consumer.seekToEnd(fresh);
                // Asks the brokers now, and not at the next poll.
                fresh.forEach(consumer::position);
            }
        }
        waiters.forEach(waiter -> waiter.listening().complete(null));
    }

    private void take(ConsumerRecord<byte[], byte[]> next) {
        String key = next.key() == null ? "" : new String(next.key(), StandardCharsets.UTF_8);
        for (Waiter<?> waiter : waiters) {
            if (waiter.key().equals(key)) {
                try {
                    waiter.take(next);
                } catch (SerializationException e) {
                    LOG.error("offset {} of {} can't be read", next.offset(), next.topic(), e);
                } catch (RuntimeException e) {
                    LOG.error("offset {} of {} can't be used", next.offset(), next.topic(), e);
                    waiter.fail(e);
                }
            }
        }
    }
}
