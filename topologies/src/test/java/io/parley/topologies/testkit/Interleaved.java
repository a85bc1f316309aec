package io.parley.topologies.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Records of several logs in another order than the original one: each log keeps its own. */
final class Interleaved {

    private Interleaved() {}

    static <T> List<T> by(Function<? super T, String> logOf, List<T> records, RandomGenerator random) {
        Map<String, Deque<T>> logs = new TreeMap<>();
        records.forEach(record -> logs.computeIfAbsent(logOf.apply(record), log -> new ArrayDeque<>())
                .addLast(record));
        List<T> interleaved = new ArrayList<>(records.size());
        while (!logs.isEmpty()) {
            List<String> left = List.copyOf(logs.keySet());
            String next = left.get(random.nextInt(left.size()));
            interleaved.add(logs.get(next).removeFirst());
            if (logs.get(next).isEmpty()) {
                logs.remove(next);
            }
        }
        return interleaved;
    }
}
