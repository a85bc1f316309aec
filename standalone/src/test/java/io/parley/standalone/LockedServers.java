package io.parley.standalone;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.tls.ClientTls;
import io.parley.servers.CassandraServer;
import io.parley.servers.KafkaBroker;
import io.parley.servers.RealServers;
import io.parley.servers.RealServers.Kind;
import io.parley.servers.RedisServer;
import io.parley.servers.Server;
import io.parley.standalone.access.AccessList;
import io.parley.standalone.access.Grant;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;

import static org.awaitility.Awaitility.await;

/**
 * Servers that let in whom they know and encrypt all: a broker with SASL_SSL and ACLs, Cassandra with a role for each
 * process, Redis with an ACL user, the schema registry behind basic authentication. Each process has a password of its own,
 * in a file.
 */
final class LockedServers implements AutoCloseable {

    /** Who has an account. */
    private static final List<String> PROCESSES =
            List.of("setup", "connect", "conversation", "user", "presence", "gateway", "admin");

    /** As whom everything is allowed. */
    private static final String SUPER_USER = "root";

    private static final String KEYSPACE = "parley_hot";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path folder;
    private final TestKeys keys;
    private final KafkaBroker broker;
    private final CassandraServer cassandra;
    private final RedisServer redis;
    private final int redisPort;
    private final GuardedRegistry registry;
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();

    LockedServers(Path folder, AccessList access) throws Exception {
        this.folder = folder;
        keys = TestKeys.in(folder.resolve("keys"));
        RealServers servers = RealServers.get();
        broker = servers.newBroker(new KafkaBroker.Config(folder.resolve("broker"), 0, "SASL_SSL", brokerProperties()));
        cassandra = servers.newCassandra(
                CassandraServer.Config.in(folder.resolve("cassandra")).withAccess(cassandraAccess()));
        redisPort = servers.freePort();
        redis = servers.newRedis(new RedisServer.Config(folder.resolve("redis"), redisPort, redisOptions()));
        CompletableFuture<?> others = CompletableFuture.allOf(start(cassandra), start(redis));
        servers.start(Kind.REGISTRY);
        registry = closing(new GuardedRegistry(URI.create(servers.registryUrl()), identity(), passwords()));
        start(broker).join();
        allow(access);
        others.join();
        makeRoles();
    }

    /** A password that nobody else has; distinct enough to be searched for. */
    static String password(String process) {
        return "pw-of-" + process + "-7f3a91";
    }

    TestKeys keys() {
        return keys;
    }

    /** What a process is set by: addresses, whom to trust, and files with its passwords. */
    Map<String, String> environment(String process) {
        return environment(process, secretFile(process, password(process)));
    }

    /** The same with another password, everywhere. */
    Map<String, String> environmentWithPassword(String process, String password) {
        return environment(process, secretFile(process + "-" + Integer.toHexString(password.hashCode()), password));
    }

    private Map<String, String> environment(String process, Path passwordFile) {
        Map<String, String> set = new HashMap<>();
        String trusted = keys.certificate().toString();
        set.put("PARLEY_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        set.put("PARLEY_KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL");
        set.put("PARLEY_KAFKA_CLIENT_SASL_MECHANISM", "PLAIN");
        set.put(
                "PARLEY_KAFKA_CLIENT_SASL_JAAS_CONFIG_FILE",
                jaasFile(process, passwordFile).toString());
        set.put("PARLEY_KAFKA_CLIENT_SSL_TRUSTSTORE_TYPE", "PEM");
        set.put("PARLEY_KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", trusted);
        set.put("PARLEY_REGISTRY_URL", registry.url());
        set.put("PARLEY_REGISTRY_USERNAME", process);
        set.put("PARLEY_REGISTRY_PASSWORD_FILE", passwordFile.toString());
        set.put("PARLEY_REGISTRY_TLS_TRUSTED_CERTIFICATES", trusted);
        return set;
    }

    /** What a process that knows the store has beside it; without contact points where it is told of them. */
    Map<String, String> storeEnvironment(String process, Path passwordFile) {
        return Map.of(
                "PARLEY_HISTORY_USERNAME",
                process,
                "PARLEY_HISTORY_PASSWORD_FILE",
                passwordFile.toString(),
                "PARLEY_HISTORY_TLS_ENABLED",
                "true",
                "PARLEY_HISTORY_TLS_TRUSTED_CERTIFICATES",
                keys.certificate().toString());
    }

    /** What a process has beside it that knows Redis. */
    Map<String, String> redisEnvironment() {
        return Map.of(
                "PARLEY_REDIS_URL",
                "rediss://127.0.0.1:" + redisPort,
                "PARLEY_REDIS_USERNAME",
                "parley",
                "PARLEY_REDIS_PASSWORD_FILE",
                secretFile("redis", password("redis")).toString(),
                "PARLEY_REDIS_TLS_TRUSTED_CERTIFICATES",
                keys.certificate().toString());
    }

    String contactPoint() {
        return "127.0.0.1:" + cassandra.contactPoint().getPort();
    }

    Path secretFile(String name, String secret) {
        try {
            return Files.writeString(
                    Files.createDirectories(folder.resolve("secrets")).resolve(name), secret + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trusts what the servers show. */
    SSLContext trusting() {
        return new ClientTls("test.tls", Optional.of(keys.certificate()), Optional.empty(), Optional.empty()).context();
    }

    /** The brokers, for whom everything is allowed to. */
    Brokers superUser() {
        return new Brokers(
                broker.bootstrapServers(),
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", jaas(SUPER_USER, password(SUPER_USER)),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", keys.certificate().toString()));
    }

    @Override
    public void close() throws Exception {
        while (!closeables.isEmpty()) {
            closeables.pop().close();
        }
    }

    private SSLContext identity() {
        return new ClientTls("test.tls", Optional.empty(), Optional.of(keys.certificate()), Optional.of(keys.key()))
                .context();
    }

    private Map<String, String> brokerProperties() {
        StringBuilder accounts = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"" + SUPER_USER + "\" password=\"" + password(SUPER_USER) + "\" user_" + SUPER_USER
                + "=\"" + password(SUPER_USER) + "\"");
        PROCESSES.forEach(process -> accounts.append(" user_" + process + "=\"" + password(process) + "\""));
        Map<String, String> properties = new HashMap<>();
        properties.put("sasl.enabled.mechanisms", "PLAIN");
        properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        properties.put("listener.name.sasl_ssl.plain.sasl.jaas.config", accounts + ";");
        properties.put("ssl.keystore.type", "PEM");
        properties.put("ssl.keystore.location", keys.both().toString());
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", keys.certificate().toString());
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The controller is this process itself, on a listener of its own.
        properties.put("super.users", "User:" + SUPER_USER + ";User:ANONYMOUS");
        properties.put("allow.everyone.if.no.acl.found", "false");
        return properties;
    }

    private String cassandraAccess() {
        return """
                authenticator: PasswordAuthenticator
                authorizer: CassandraAuthorizer
                client_encryption_options:
                  enabled: true
                  optional: false
                  keystore: "%s"
                  keystore_password: "%s"
                  store_type: PKCS12
                """.formatted(keys.store(), TestKeys.PASSWORD);
    }

    private List<String> redisOptions() throws IOException {
        Path users = Files.writeString(
                folder.resolve("users.acl"),
                "user default off\nuser parley on >" + password("redis") + " ~* +@all -@admin -@dangerous\n");
        return List.of(
                "--port", "0",
                "--tls-port", Integer.toString(redisPort),
                "--tls-cert-file", keys.certificate().toString(),
                "--tls-key-file", keys.key().toString(),
                "--tls-ca-cert-file", keys.certificate().toString(),
                "--tls-auth-clients", "no",
                "--aclfile", users.toString());
    }

    private void allow(AccessList access) throws Exception {
        List<AclBinding> all = new ArrayList<>();
        for (String process : access.processes()) {
            access.of(process).forEach(grant -> all.addAll(grant.bindings("User:" + process)));
        }
        try (Admin admin = Admin.create(superUser().properties())) {
            admin.createAcls(all).all().get();
        }
    }

    /** Lets a process be a member of one more group. */
    void allowGroup(String process, String group) throws Exception {
        Grant grant = new Grant(ResourceType.GROUP, group, PatternType.LITERAL, Set.of(AclOperation.READ));
        try (Admin admin = Admin.create(superUser().properties())) {
            admin.createAcls(grant.bindings("User:" + process)).all().get();
        }
    }

    /** One for each process that knows the store, with what it does there. */
    private void makeRoles() {
        // The first account is made when Cassandra is up already.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            session("cassandra", "cassandra").close();
            return true;
        });
        try (CqlSession all = session("cassandra", "cassandra")) {
            all.execute("CREATE KEYSPACE " + KEYSPACE + " WITH replication ="
                    + " {'class': 'NetworkTopologyStrategy', '" + CassandraServer.DATACENTER + "': 1}");
            for (String role : List.of("setup", "connect", "gateway", "admin")) {
                all.execute("CREATE ROLE " + role + " WITH LOGIN = true AND PASSWORD = '" + password(role) + "'");
            }
            all.execute("GRANT CREATE ON ALL KEYSPACES TO setup");
            all.execute("GRANT ALTER ON KEYSPACE " + KEYSPACE + " TO setup");
            all.execute("GRANT MODIFY ON KEYSPACE " + KEYSPACE + " TO connect");
            all.execute("GRANT SELECT ON KEYSPACE " + KEYSPACE + " TO connect");
            all.execute("GRANT SELECT ON KEYSPACE " + KEYSPACE + " TO gateway");
            all.execute("GRANT SELECT ON KEYSPACE " + KEYSPACE + " TO admin");
        }
    }

    private CqlSession session(String user, String password) {
        // Changes of roles and schema take long on a node that has just started.
        DriverConfigLoader patient = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .build();
        return CqlSession.builder()
                .withConfigLoader(patient)
                .addContactPoint(cassandra.contactPoint())
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .withAuthCredentials(user, password)
                .withSslContext(trusting())
                .build();
    }

    private static Map<String, String> passwords() {
        Map<String, String> passwords = new HashMap<>();
        PROCESSES.forEach(process -> passwords.put(process, password(process)));
        return passwords;
    }

    private Path jaasFile(String process, Path passwordFile) {
        try {
            return secretFile(
                    passwordFile.getFileName() + ".jaas",
                    jaas(process, Files.readString(passwordFile).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private CompletableFuture<Void> start(Server server) {
        closeables.push(server);
        return CompletableFuture.runAsync(server::start);
    }

    private <C extends AutoCloseable> C closing(C closeable) {
        closeables.push(closeable);
        return closeable;
    }
}
