package io.parley.bench.compare;

import io.parley.bench.log.BenchLog;
import io.parley.bench.log.LogReader;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A way that messages take through the log: in at one topic, and out at another as one record or more. */
interface Course {

    /** Starts what moves them. */
    AutoCloseable start() throws Exception;

    /** A reader at the end of the course, of what comes out from now on. */
    LogReader end();

    /** A message as it goes in; each number once. */
    ProducerRecord<byte[], byte[]> message(int number);

    /** As how many records a message comes out. */
    default int records(int number) {
        return 1;
    }

    /** @throws IllegalStateException if what came out is not so many messages */
    void check(List<byte[]> values, int messages);

    /**
     * Sends messages through, all at once, and waits for the last.
     *
     * @param from the number of the first
     * @return messages a second, from when the first is sent until the last has come out
     */
    default double pass(BenchLog log, LogReader end, int from, int messages) {
        List<ProducerRecord<byte[], byte[]>> in =
                IntStream.range(from, from + messages).mapToObj(this::message).toList();
        int out = IntStream.range(from, from + messages).map(this::records).sum();
        long began = System.nanoTime();
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> log.append(in));
        List<byte[]> values = end.next(out);
        long took = System.nanoTime() - began;
        sent.join();
        check(values, messages);
        return messages * 1e9 / took;
    }
}
