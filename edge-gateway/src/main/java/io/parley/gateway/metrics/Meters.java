package io.parley.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.ToDoubleFunction;

/** Registers meters, and removes gauges from a registry that may outlive their sources. Thread-safe. */
final class Meters implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final MeterRegistry registry;
    private final Deque<Gauge> gauges = new ConcurrentLinkedDeque<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    Counter counter(String name, String meaning) {
        return Counter.builder(name).description(meaning).register(registry);
    }

    LabelledCounter labelled(String name, String meaning, String label) {
        return new LabelledCounter(registry, name, meaning, label);
    }

    /** @param least the smallest time that is distinguished */
    Timer timer(String name, String meaning, Duration least) {
        return Timer.builder(name)
                .description(meaning)
                .publishPercentileHistogram()
                .minimumExpectedValue(least)
                .maximumExpectedValue(LONGEST)
                .register(registry);
    }

    /** Begins to measure a time for one of the timers. */
    Timer.Sample startTimer() {
        return Timer.start(registry);
    }

    <T> void gauge(String name, String meaning, T source, ToDoubleFunction<T> value) {
        gauges.add(Gauge.builder(name, source, value).description(meaning).register(registry));
    }

    <T> void seconds(String name, String meaning, T source, ToDoubleFunction<T> value) {
        gauges.add(Gauge.builder(name, source, value)
                .description(meaning)
                .baseUnit("seconds")
                .register(registry));
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
