package io.parley.topologies.parts;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Supplies a processor together with the stores it uses, so that they are wired in one place.
 *
 * @param stores processors that share a store name the same builder, not an equal one
 * @param maker makes a processor for each task
 */
public record StatefulProcessor<KIn, VIn, KOut, VOut>(
        Set<StoreBuilder<?>> stores, Supplier<Processor<KIn, VIn, KOut, VOut>> maker)
        implements ProcessorSupplier<KIn, VIn, KOut, VOut> {

    public StatefulProcessor {
        stores = Set.copyOf(stores);
    }

    @Override
    public Processor<KIn, VIn, KOut, VOut> get() {
        return maker.get();
    }
}
