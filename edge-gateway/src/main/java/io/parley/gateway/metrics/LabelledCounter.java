package io.parley.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts by the values of a label, out of a small set. Known values have a counter from the start, at zero: the
 * increase of a counter that appears with its first event is never seen. Thread-safe.
 */
final class LabelledCounter {

    private final MeterRegistry registry;
    private final String name;
    private final String meaning;
    private final String label;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    LabelledCounter(MeterRegistry registry, String name, String meaning, String label) {
        this.registry = registry;
        this.name = name;
        this.meaning = meaning;
        this.label = label;
    }

    void expect(Iterable<String> values) {
        values.forEach(this::counter);
    }

    void increment(String value) {
        counter(value).increment();
    }

    private Counter counter(String value) {
        return counters.computeIfAbsent(
                value,
                each -> Counter.builder(name)
                        .description(meaning)
                        .tag(label, each)
                        .register(registry));
    }
}
