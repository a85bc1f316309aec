package io.parley.standalone.access;

import io.parley.admin.log.AdminClients;
import io.parley.connectors.ConnectorConfig;
import io.parley.connectors.Connectors;
import io.parley.connectors.redis.RedisSettings;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Compatibility;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.Application;
import io.parley.topologies.Guarantee;
import io.parley.topologies.TopologyTopics;
import org.apache.avro.Schema;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

/**
 * Lists the permissions that each process needs at the brokers, by topic, group and transactional id: of applications
 * from their topologies, of sinks from their connectors. The list is complete.
 */
public final class AccessList {

    private static final String CONNECT = "connect";
    private static final List<String> TOPICS_OF_WORKERS = List.of("config", "offset", "status");

    private final Map<String, List<Grant>> byProcess = new LinkedHashMap<>();
    private final Topics topics;
    private final Map<Resource, Set<AclOperation>> current = new TreeMap<>();

    private record Resource(ResourceType type, String name, PatternType pattern) implements Comparable<Resource> {

        private static final Comparator<Resource> ORDER = Comparator.comparing(Resource::type)
                .thenComparing(Resource::name)
                .thenComparing(Resource::pattern);

        @Override
        public int compareTo(Resource other) {
            return ORDER.compare(this, other);
        }
    }

    /** Replaces the registry: topologies are described here, not run, and need no schemas. */
    private static final class UnaskedRegistry implements SchemaRegistry {

        @Override
        public int register(String subject, Schema schema) {
            throw new UnsupportedOperationException(subject);
        }

        @Override
        public Schema byId(int id) {
            throw new UnsupportedOperationException(Integer.toString(id));
        }

        @Override
        public void requireCompatibility(String subject, Compatibility compatibility) {
            throw new UnsupportedOperationException(subject);
        }
    }

    private AccessList(Topics topics) {
        this.topics = topics;
    }

    /**
     * Makes the list for an installation.
     *
     * @param applicationIdPrefix the prefix of the application's name in Kafka's {@code application.id}
     * @param applications Parley's and plugged-in ones
     */
    public static AccessList of(Topics topics, String applicationIdPrefix, List<Application> applications) {
        AccessList list = new AccessList(topics);
        list.setup(applications);
        applications.forEach(application -> list.application(application, applicationIdPrefix));
        list.gateway();
        list.admin();
        list.connect();
        return list;
    }

    /** Returns the kinds of process, by their names on the command line. */
    public Set<String> processes() {
        return byProcess.keySet();
    }

    /** Returns the permissions of a process, by resource. */
    public List<Grant> of(String process) {
        return byProcess.get(process);
    }

    private void setup(List<Application> applications) {
        List<Topic<?>> made = new ArrayList<>(topics.all());
        applications.forEach(application -> made.addAll(application.ownTopics().apply(topics)));
        made.forEach(topic -> topic(topic.name(), CREATE, DESCRIBE));
        end("setup");
    }

    private void application(Application application, String idPrefix) {
        List<Topic<?>> known = new ArrayList<>(topics.all());
        known.addAll(application.ownTopics().apply(topics));
        Set<String> names = known.stream().map(Topic::name).collect(Collectors.toSet());
        TopologyTopics used = TopologyTopics.of(application
                .topology()
                .build(topics, new AvroSerdes(new UnaskedRegistry()), application.settingsAmong(Map.of())));
        used.sources().stream().filter(names::contains).forEach(topic -> topic(topic, READ, DESCRIBE_CONFIGS));
        used.sinks().stream().filter(names::contains).forEach(topic -> topic(topic, WRITE, DESCRIBE_CONFIGS));
        topic(topics.deadLetters().name(), WRITE, DESCRIBE_CONFIGS);
        if (used.choosesSinks()) {
            allow(ResourceType.TOPIC, topics.deliveriesOf(""), PatternType.PREFIXED, WRITE);
        }
        String id = idPrefix + application.name();
        // Changelogs and repartition topics; what has been read of the latter the engine deletes.
        allow(
                ResourceType.TOPIC,
                id + "-",
                PatternType.PREFIXED,
                CREATE,
                READ,
                WRITE,
                DELETE,
                DESCRIBE,
                DESCRIBE_CONFIGS);
        allow(ResourceType.GROUP, id, PatternType.LITERAL, READ);
        if (application.guarantee() == Guarantee.EXACTLY_ONCE) {
            allow(ResourceType.TRANSACTIONAL_ID, id + "-", PatternType.PREFIXED, WRITE, DESCRIBE);
        }
        end(application.name());
    }

    private void gateway() {
        for (Topic<?> written : List.of(
                topics.commands(),
                topics.signals(),
                topics.devices(),
                topics.preferenceChanges(),
                topics.sessions(),
                topics.signIns(),
                topics.inboxRequests(),
                topics.watches(),
                topics.gateways(),
                topics.deadLetters())) {
            topic(written.name(), WRITE);
        }
        topic(topics.gateways().name(), READ);
        topic(topics.suspensions().name(), READ);
        // Each gateway makes its own; it reads without a group.
        allow(ResourceType.TOPIC, topics.deliveriesOf(""), PatternType.PREFIXED, CREATE, READ);
        end("gateway");
    }

    private void admin() {
        // It reads without a group; what it writes is one transaction.
        topic(topics.audit().name(), READ, WRITE);
        topic(topics.suspensions().name(), READ, WRITE);
        topic(topics.gateways().name(), READ);
        topic(topics.commands().name(), WRITE);
        topic(topics.events().name(), READ);
        topic(topics.outcomes().name(), READ);
        // It asks the owners of conversations and of users.
        topic(topics.signals().name(), WRITE);
        topic(topics.inquiries().name(), WRITE);
        topic(topics.answers().name(), READ);
        topic(topics.signIns().name(), READ);
        // Those of gateways that have ended for good.
        allow(ResourceType.TOPIC, topics.deliveriesOf(""), PatternType.PREFIXED, DELETE);
        allow(
                ResourceType.TRANSACTIONAL_ID,
                AdminClients.transactionalId(topics.config().prefix()),
                PatternType.LITERAL,
                WRITE,
                DESCRIBE);
        end("admin");
    }

    private void connect() {
        String prefix = topics.config().prefix();
        for (String kind : TOPICS_OF_WORKERS) {
            topic(prefix + CONNECT + "-" + kind, CREATE, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS);
        }
        allow(ResourceType.GROUP, prefix + CONNECT, PatternType.LITERAL, READ);
        for (ConnectorConfig sink : sinks()) {
            for (String read : sink.properties().get("topics").split(",", -1)) {
                topic(read, READ);
            }
            allow(ResourceType.GROUP, "connect-" + sink.name(), PatternType.LITERAL, READ);
        }
        topic(topics.deadLetters().name(), WRITE);
        end(CONNECT);
    }

    /** Fills in addresses of servers, which don't affect the permissions. */
    private List<ConnectorConfig> sinks() {
        Connectors connectors = new Connectors(
                topics,
                Settings.of(
                        Map.of(
                                InstallationSettings.BOOTSTRAP_SERVERS.name(),
                                "broker:9092",
                                InstallationSettings.REGISTRY_URL.name(),
                                "http://registry:8081"),
                        InstallationSettings.KEYS));
        return List.of(
                connectors.cassandra(
                        Settings.of(
                                Map.of(HistorySettings.CONTACT_POINTS.name(), "cassandra:9042"), HistorySettings.KEYS),
                        1),
                connectors.redis(
                        Settings.of(Map.of(RedisSettings.URL.name(), "redis://redis"), RedisSettings.KEYS), 1));
    }

    private void topic(String name, AclOperation... operations) {
        allow(ResourceType.TOPIC, name, PatternType.LITERAL, operations);
    }

    private void allow(ResourceType type, String name, PatternType pattern, AclOperation... operations) {
        current.computeIfAbsent(new Resource(type, name, pattern), resource -> EnumSet.noneOf(AclOperation.class))
                .addAll(List.of(operations));
    }

    private void end(String process) {
        byProcess.put(
                process,
                current.entrySet().stream()
                        .map(entry -> new Grant(
                                entry.getKey().type(),
                                entry.getKey().name(),
                                entry.getKey().pattern(),
                                entry.getValue()))
                        .toList());
        current.clear();
    }
}
