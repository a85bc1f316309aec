package io.parley.standalone;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.config.TlsKeys;
import io.parley.runtime.http.BasicAuthorization;
import io.parley.servers.ConnectorRequests;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Defines the users and the encryption of Connect's REST interface, for the worker and for its clients. */
final class ConnectAccess {

    private static final SettingKey<String> USERNAME = SettingKey.text(
                    "connect.username",
                    "the user of the REST interface, by HTTP basic authentication; without it every client that"
                            + " reaches the interface may use it")
            .optional();
    private static final SettingKey<String> PASSWORD = SettingKey.text(
                    "connect.password", "the password of connect.username")
            .optional()
            .secret();
    private static final SettingKey<Path> KEY_STORE = SettingKey.path(
                    "connect.tls.key-store",
                    "a PKCS #12 file with the certificate and the key of the REST interface, which is https then")
            .optional();
    private static final SettingKey<String> KEY_STORE_PASSWORD = SettingKey.text(
                    "connect.tls.key-store-password", "the password of connect.tls.key-store and of the key in it")
            .optional()
            .secret();
    private static final SettingKey<Path> TRUST_STORE = SettingKey.path(
                    "connect.tls.trust-store",
                    "a PKCS #12 file with the authorities that may sign the certificates of other workers; left out: none"
                            + " but the certificate of connect.tls.key-store itself")
            .optional();
    private static final SettingKey<String> TRUST_STORE_PASSWORD = SettingKey.text(
                    "connect.tls.trust-store-password", "the password of connect.tls.trust-store")
            .optional()
            .secret();

    /** Lists the keys of a worker. */
    static final List<SettingKey<?>> OF_WORKER =
            List.of(USERNAME, PASSWORD, KEY_STORE, KEY_STORE_PASSWORD, TRUST_STORE, TRUST_STORE_PASSWORD);

    private static final SettingKey<String> SETUP_USERNAME = SettingKey.text(
                    "setup.connect-username", "the user for requests to the worker; without it they are anonymous")
            .optional();
    private static final SettingKey<String> SETUP_PASSWORD = SettingKey.text(
                    "setup.connect-password", "the password of setup.connect-username")
            .optional()
            .secret();
    private static final TlsKeys SETUP_TLS = TlsKeys.of("setup.connect-tls", "the worker");

    /** Lists the keys of a worker's client. */
    static final List<SettingKey<?>> OF_SETUP =
            List.of(SETUP_USERNAME, SETUP_PASSWORD, SETUP_TLS.trusted(), SETUP_TLS.certificate(), SETUP_TLS.key());

    private ConnectAccess() {}

    /** Returns the scheme of the URL of the worker's REST interface. */
    static String scheme(Settings settings) {
        return settings.find(KEY_STORE).isPresent() ? "https" : "http";
    }

    /**
     * Returns the properties of a worker.
     *
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    static Map<String, String> workerProperties(Settings settings) {
        Map<String, String> properties = new HashMap<>();
        credentials(settings, USERNAME, PASSWORD)
                .ifPresent(who -> properties.putAll(ConnectGuard.workerProperties(who.username, who.password)));
        store(settings, KEY_STORE, KEY_STORE_PASSWORD).ifPresent(store -> {
            properties.putAll(properties("listeners.https.ssl.keystore.", store));
            properties.put("listeners.https.ssl.key.password", store.password);
            properties.put("rest.advertised.listener", "https");
        });
        store(settings, TRUST_STORE, TRUST_STORE_PASSWORD)
                .ifPresent(store -> properties.putAll(properties("listeners.https.ssl.truststore.", store)));
        return properties;
    }

    /**
     * Returns a client of a worker.
     *
     * @param patience for an answer, and for the group to settle
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    static ConnectorRequests requests(Settings settings, URI worker, Duration patience) {
        return new ConnectorRequests(
                worker,
                patience,
                SETUP_TLS.read(settings).context(),
                credentials(settings, SETUP_USERNAME, SETUP_PASSWORD)
                        .map(who -> BasicAuthorization.of(who.username, who.password)));
    }

    private record Credentials(String username, String password) {}

    private record Store(Path file, String password) {}

    private static Optional<Credentials> credentials(
            Settings settings, SettingKey<String> username, SettingKey<String> password) {
        Optional<String> name = settings.find(username);
        Optional<String> secret = settings.find(password);
        if (name.isPresent() != secret.isPresent()) {
            throw new IllegalArgumentException(
                    username + ", " + password + ": only one is set (expected: both, or none)");
        }
        return name.map(found -> new Credentials(found, secret.orElseThrow()));
    }

    private static Optional<Store> store(Settings settings, SettingKey<Path> file, SettingKey<String> password) {
        return settings.find(file)
                .map(path -> new Store(
                        path,
                        settings.find(password)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        password + ": missing (expected: the password of " + file + ")"))));
    }

    private static Map<String, String> properties(String beginning, Store store) {
        return Map.of(
                beginning + "location",
                store.file.toString(),
                beginning + "password",
                store.password,
                beginning + "type",
                "PKCS12");
    }
}
