package io.parley.gateway;

import io.parley.avro.Delivery;
import io.parley.avro.Device;
import io.parley.avro.SessionChange;
import io.parley.avro.SignIn;
import io.parley.avro.Signal;
import io.parley.avro.Watch;
import io.parley.gateway.cutoff.SuspensionReader;
import io.parley.gateway.cutoff.Suspensions;
import io.parley.gateway.lease.Epoch;
import io.parley.gateway.lease.LeaseKeeper;
import io.parley.gateway.lease.LeaseListener;
import io.parley.gateway.lease.LeaseReader;
import io.parley.gateway.log.Appender;
import io.parley.gateway.log.Consumers;
import io.parley.gateway.log.DeadLetterBox;
import io.parley.gateway.log.DeliveryConsumer;
import io.parley.gateway.log.DeliveryHandler;
import io.parley.gateway.log.DeliveryTopic;
import io.parley.gateway.log.LogPressure;
import io.parley.gateway.log.LogProducer;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.request.ClientLog;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Creates the gateway's producers and consumers from its config. Methods block until brokers and registry have
 * answered.
 */
final class GatewayLog implements AutoCloseable {

    private static final String DELIVERIES = "deliveries";
    private static final String LEASE = "lease";
    private static final String SUSPENSIONS = "suspensions";

    /**
     * Under load commands share requests without a wait: those that arrive while the producer's thread is busy are sent
     * together.
     */
    private static final Duration NO_WAIT = Duration.ZERO;

    /**
     * Nobody notices whether a read mark is a tenth of a second old, and there are about as many of them as of
     * messages. Marks that are sent together stay together, and so share requests on each later hop.
     */
    private static final Duration WAIT_OF_READ_MARKS = Duration.ofMillis(100);

    /** For all waiting records. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final GatewayConfig config;
    private final GatewayMetrics metrics;
    private final Topics topics;
    private final AvroSerdes serdes;
    private final Topic<Delivery> deliveryTopic;
    private final LogPressure pressure;
    private final LogProducer producer;
    private final LogProducer unhurried;
    private final Consumers consumers;

    GatewayLog(GatewayConfig config, GatewayMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.topics = new Topics(config.log().catalogue());
        this.serdes = new AvroSerdes(new HttpSchemaRegistry(config.log().registry()));
        this.deliveryTopic = topics.deliveries(config.id());
        this.consumers = new Consumers(config.log().brokers());
        this.pressure = new LogPressure(config.log().pauseAboveBytes());
        this.producer = producer("parley-gateway", NO_WAIT);
        this.unhurried = producer("parley-gateway-reads", WAIT_OF_READ_MARKS);
        metrics.waitingForLog(pressure, LogPressure::bytes);
    }

    /** Creates the gateway's delivery topic if it is missing. */
    void createDeliveryTopic() {
        DeliveryTopic.create(
                config.log().brokers(), deliveryTopic, config.life().startTimeout());
        serdes.register(deliveryTopic);
    }

    /** Makes the log of clients' records. */
    ClientLog ofClients(Epoch epoch, Appender<Signal> signals) {
        return new ClientLog(
                config.id(),
                epoch,
                producer.to(topics.commands()),
                signals,
                unhurried.to(topics.signals()),
                producer.to(topics.devices(), GatewayLog::deviceKey),
                producer.to(topics.preferenceChanges()),
                producer.to(topics.inboxRequests()));
    }

    /** Measures the bytes that wait for the log. */
    LogPressure pressure() {
        return pressure;
    }

    Appender<Signal> signals() {
        return producer.to(topics.signals());
    }

    Appender<SessionChange> sessions() {
        return producer.to(topics.sessions());
    }

    /** Makes the appender of sign-ins, which may wait a moment for others. */
    Appender<SignIn> signIns() {
        return unhurried.to(topics.signIns());
    }

    Appender<Watch> watches() {
        return producer.to(topics.watches());
    }

    /** Makes the keeper of this gateway's lease, to be started and closed by the caller. */
    LeaseKeeper lease(Clock clock, LongSupplier nanoTime, LeaseListener listener) {
        return new LeaseKeeper(
                config.id(),
                producer.to(topics.gateways()),
                new LeaseReader(
                        config.id(),
                        consumers.make(LEASE),
                        topics.gateways(),
                        serdes.value(topics.gateways()).deserializer()),
                config.life().leaseInterval(),
                clock,
                nanoTime,
                listener);
    }

    /** Makes the reader of this gateway's deliveries, to be started and closed by the caller. */
    DeliveryConsumer deliveries(DeliveryHandler handler, Clock clock, LongSupplier nanoTime) {
        return new DeliveryConsumer(
                consumers.make(DELIVERIES),
                deliveryTopic,
                serdes.value(deliveryTopic).deserializer(),
                handler,
                deadLetters(),
                metrics,
                clock,
                nanoTime);
    }

    /** A reader of what operators have ended, to be started and closed by the caller. */
    SuspensionReader suspensions(Suspensions suspensions, Clock clock) {
        return new SuspensionReader(
                consumers.make(SUSPENSIONS),
                topics.suspensions(),
                serdes.value(topics.suspensions()).deserializer(),
                suspensions,
                deadLetters(),
                clock);
    }

    private DeadLetterBox deadLetters() {
        return new DeadLetterBox(producer.to(topics.deadLetters()), metrics, "gateway " + config.id());
    }

    private LogProducer producer(String name, Duration wait) {
        return new LogProducer(
                name,
                wait,
                config.log().brokers(),
                serdes,
                metrics,
                pressure,
                config.log().commandTimeout(),
                config.life().startTimeout());
    }

    /** No id contains a space. */
    private static String deviceKey(String userId, Device device) {
        return DeviceKey.of(device).toString();
    }

    /** Sends waiting records; read marks get the remaining time. */
    @Override
    public void close() {
        long began = System.nanoTime();
        producer.close(CLOSE_TIMEOUT);
        Duration left = CLOSE_TIMEOUT.minusNanos(System.nanoTime() - began);
        unhurried.close(left.isNegative() ? Duration.ZERO : left);
    }
}
