package io.parley.admin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.admin.access.AdminTokens;
import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.Gateways;
import io.parley.admin.audit.ActLog;
import io.parley.admin.command.CommandLog;
import io.parley.admin.http.ActReader;
import io.parley.admin.http.Acts;
import io.parley.admin.http.AdminServer;
import io.parley.admin.http.Callers;
import io.parley.admin.http.Looks;
import io.parley.admin.log.AdminClients;
import io.parley.admin.log.LogRequests;
import io.parley.admin.look.EventLooks;
import io.parley.admin.look.LookUps;
import io.parley.admin.look.SignInLooks;
import io.parley.history.History;
import io.parley.history.HistoryReader;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.lifecycle.DaemonThreads;
import io.parley.runtime.management.Health;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts and ends the admin interface. Several may run; each of them continues the audit chain where the last came to. */
public final class Admin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Admin.class);

    /** For a look that reads a part of a topic, or the store. */
    private static final Duration SEARCH_PATIENCE = Duration.ofSeconds(10);

    private static final String ACTS = "parley.admin.acts";
    private static final String SUSPENSIONS = "parley.admin.suspensions";
    private static final String FINDINGS = "parley.admin.audit.findings";

    private final AdminConfig config;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private volatile InetSocketAddress address;
    private volatile LogRequests requests;

    public Admin(AdminConfig config, MeterRegistry meters) {
        this(config, meters, Clock.systemUTC());
    }

    Admin(AdminConfig config, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Reads what was done so far, and begins to answer. Blocks.
     *
     * @throws IllegalArgumentException if the file of tokens is invalid
     * @throws IllegalStateException if it can't, saying why in one line; what was begun is closed
     */
    public void start() {
        try {
            begin();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        LOG.info(
                "the admin interface listens on {}://{}",
                config.access().listen().scheme(),
                address);
    }

    /** Returns the address on which it listens, with the port that was chosen. */
    public InetSocketAddress address() {
        return address;
    }

    /** Whether it answers. */
    public Health ready() {
        if (address == null) {
            return Health.unwell("starting");
        }
        return requests.isAlive()
                ? Health.well("answers operators on " + address)
                : Health.unwell("the log's replies are not read any more: start the process anew");
    }

    @Override
    public synchronized void close() {
        address = null;
        while (!closeables.isEmpty()) {
            try {
                closeables.pop().close();
            } catch (Exception e) {
                LOG.warn("a part of the admin interface did not close properly", e);
            }
        }
    }

    private void begin() {
        AdminTokens tokens = new AdminTokens(config.access().tokens());
        Topics topics = new Topics(config.catalogue());
        AvroSerdes serdes = new AvroSerdes(new HttpSchemaRegistry(config.registry()));
        AdminClients clients =
                new AdminClients(config.brokers(), config.catalogue().prefix());
        ActLog log = new ActLog(clients, topics, serdes, config.suspensions().most(), clock);
        closeables.push(log);
        try {
            log.open();
        } catch (ActRefusedException e) {
            throw new IllegalStateException(
                    "topics " + topics.audit().name() + " and "
                            + topics.suspensions().name() + " can't be read (expected: made by setup)",
                    e);
        }
        Gauge.builder(SUSPENSIONS, log, ActLog::size)
                .description("Suspended users, and tokens and sign-ins that were ended")
                .register(meters);
        Gauge.builder(FINDINGS, log, ActLog::findings)
                .description("Places where the audit chain is broken")
                .register(meters);
        Gateways gateways = new Gateways(
                clients, topics.gateways(), serdes.value(topics.gateways()).deserializer(), clock);
        Duration patience = config.commands().patience();
        requests = new LogRequests(clients, serdes);
        closeables.push(requests);
        CommandLog commands =
                new CommandLog(requests, topics, serdes, config.commands().seals(), patience, clock);
        LookUps looks = new LookUps(requests, topics, serdes, patience);
        SignInLooks signIns = new SignInLooks(
                clients, topics.signIns(), serdes.value(topics.signIns()).deserializer(), SEARCH_PATIENCE);
        cleanHourly(log);
        listen(
                new Callers(tokens, config.access().proxies()),
                new LoggedActs(log, commands, looks, new EventLooks(store(), SEARCH_PATIENCE), gateways, topics),
                new LoggedLooks(log, looks, signIns));
    }

    /** All but events works without it. */
    private Optional<HistoryReader> store() {
        Optional<History> store = config.store().map(History::open);
        store.ifPresent(open -> {
            closeables.push(open);
            open.refused().thenAccept(refusal -> LOG.error("events can't be read: {}", refusal.getMessage()));
        });
        return store.map(History::reader);
    }

    private void listen(Callers callers, Acts acts, Looks looks) {
        HttpPort listen = config.access().listen();
        ActReader reader = new ActReader(clock, config.suspensions().tokenMemory());
        try {
            AdminServer server = new AdminServer(listen, callers, reader, acts, looks, this::count);
            closeables.push(server);
            address = server.address();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "admin.port: can't listen on " + listen.address() + ": " + e.getMessage(), e);
        }
    }

    private void cleanHourly(ActLog log) {
        ScheduledExecutorService timer = DaemonThreads.timer("parley-admin-timer");
        closeables.push(timer::shutdownNow);
        var unused = timer.scheduleWithFixedDelay(() -> clean(log), 1, 1, TimeUnit.HOURS);
    }

    private void clean(ActLog log) {
        try {
            log.clean(config.suspensions().tokenMemory());
        } catch (ActRefusedException | RuntimeException e) {
            LOG.warn("suspensions that have run out stay for now", e);
        }
    }

    private void count(String act, int status) {
        Counter.builder(ACTS)
                .description("Acts that were asked for, by what they were answered with")
                .tag("act", act)
                .tag("status", Integer.toString(status))
                .register(meters)
                .increment();
    }
}
