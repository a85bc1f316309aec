package io.parley.topologies.testkit;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.internals.InternalTopologyBuilder;
import org.apache.kafka.streams.processor.internals.StoreBuilderWrapper;
import org.apache.kafka.streams.processor.internals.StoreFactory;
import org.apache.kafka.streams.processor.internals.StreamTask;
import org.apache.kafka.streams.processor.internals.StreamsProducer;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.KeyValueStoreBuilder;
import org.apache.kafka.streams.state.internals.RocksDBKeyValueBytesStoreSupplier;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Reaches members of Kafka's test driver that have no public methods. With them it runs one part of a topology only, as
 * one partition's task: it takes records with their partition, and its output is taken before it reads that again.
 */
final class DriverAccess {

    private static final Field BUILDER = field(Topology.class, "internalTopologyBuilder");
    private static final Field WRITER = field(TopologyTestDriver.class, "testDriverProducer");
    private static final Field PRODUCER = field(StreamsProducer.class, "producer");
    private static final Field TASK = field(TopologyTestDriver.class, "task");
    private static final Field STORE_BUILDER = field(StoreBuilderWrapper.class, "builder");
    private static final Field STORE_SUPPLIER = field(KeyValueStoreBuilder.class, "storeSupplier");
    private static final Method WORK = method(TopologyTestDriver.class, "completeAllProcessableWork");

    private DriverAccess() {}

    /** The parts of a topology. */
    static InternalTopologyBuilder builder(Topology topology) {
        return (InternalTopologyBuilder) get(BUILDER, topology);
    }

    /**
     * Keeps the key-value stores that a topology adds itself in memory, where they have the same order: to open files is
     * most of the time that a driver needs otherwise. The topology's stores are on disk again only in a real engine.
     */
    static Topology inMemory(Topology topology) {
        builder(topology).stateStores().values().forEach(DriverAccess::inMemory);
        return topology;
    }

    private static void inMemory(StoreFactory factory) {
        if (factory instanceof StoreBuilderWrapper
                && get(STORE_BUILDER, factory) instanceof KeyValueStoreBuilder<?, ?> builder
                && get(STORE_SUPPLIER, builder) instanceof RocksDBKeyValueBytesStoreSupplier) {
            set(STORE_SUPPLIER, builder, Stores.inMemoryKeyValueStore(builder.name()));
        }
    }

    /** Lets a driver's task send what it writes to a producer. */
    static void producer(TopologyTestDriver driver, Producer<byte[], byte[]> producer) {
        set(PRODUCER, get(WRITER, driver), producer);
    }

    static StreamTask task(TopologyTestDriver driver) {
        return (StreamTask) get(TASK, driver);
    }

    /** Makes a driver process its task's input. */
    static void work(TopologyTestDriver driver) {
        try {
            WORK.invoke(driver);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw unknown(e);
        }
    }

    private static Object get(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw unknown(e);
        }
    }

    private static void set(Field field, Object object, Object value) {
        try {
            field.set(object, value);
        } catch (IllegalAccessException e) {
            throw unknown(e);
        }
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw unknown(e);
        }
    }

    private static Method method(Class<?> type, String name) {
        try {
            Method method = type.getDeclaredMethod(name);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw unknown(e);
        }
    }

    private static IllegalStateException unknown(ReflectiveOperationException e) {
        return new IllegalStateException(
                "the kit doesn't know this version of Kafka's test driver (expected: the one that Parley's pom.xml names): "
                        + e.getMessage(),
                e);
    }
}
