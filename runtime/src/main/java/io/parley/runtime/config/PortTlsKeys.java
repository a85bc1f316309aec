package io.parley.runtime.config;

import io.parley.runtime.tls.PortTls;
import io.parley.runtime.tls.StoreFile;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Declares the keys of a port's TLS, which are the same for every such port but for how they begin. */
public final class PortTlsKeys {

    private final SettingKey<Path> keyStore;
    private final SettingKey<String> keyStorePassword;
    private final SettingKey<Path> trustStore;
    private final SettingKey<String> trustStorePassword;

    private PortTlsKeys(String beginning, String port, String shown) {
        this.keyStore = SettingKey.path(
                        beginning + ".key-store",
                        "a PKCS #12 or PEM file with the certificate of " + port
                                + " and its key (PKCS #8, not encrypted, in PEM), read again when it changes; left out:"
                                + " the port isn't encrypted")
                .optional();
        this.keyStorePassword = SettingKey.text(
                        beginning + ".key-store-password",
                        "the password of " + beginning + ".key-store and of the key in it; PEM has none")
                .optional()
                .secret();
        this.trustStore = SettingKey.path(
                        beginning + ".trust-store",
                        "a PKCS #12 or PEM file with those who may sign certificates of clients: " + shown
                                + "; left out: clients are asked for no certificate")
                .optional();
        this.trustStorePassword = SettingKey.text(
                        beginning + ".trust-store-password",
                        "the password of " + beginning + ".trust-store; PEM has none")
                .optional()
                .secret();
    }

    /**
     * The keys for one port.
     *
     * @param beginning of their names, without a dot at its end, such as {@code admin.tls}
     * @param port what it is in a sentence, such as {@code the admin interface}
     * @param shown what a client that shows a certificate may do
     */
    public static PortTlsKeys of(String beginning, String port, String shown) {
        return new PortTlsKeys(beginning, port, shown);
    }

    public SettingKey<Path> keyStore() {
        return keyStore;
    }

    public SettingKey<String> keyStorePassword() {
        return keyStorePassword;
    }

    public SettingKey<Path> trustStore() {
        return trustStore;
    }

    public SettingKey<String> trustStorePassword() {
        return trustStorePassword;
    }

    /**
     * Reads the settings, and the files that they name.
     *
     * @return empty where the port isn't encrypted
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    public Optional<PortTls> read(Settings settings) {
        Optional<StoreFile> own = file(settings, keyStore, keyStorePassword);
        Optional<StoreFile> trusted = file(settings, trustStore, trustStorePassword);
        if (own.isEmpty() && trusted.isPresent()) {
            throw new IllegalArgumentException(trustStore + ": set without " + keyStore + " (expected: both, or none)");
        }
        return own.map(file -> new PortTls(file, trusted, Clock.systemUTC()));
    }

    private static Optional<StoreFile> file(Settings settings, SettingKey<Path> file, SettingKey<String> password) {
        return settings.find(file).map(path -> new StoreFile(file.name(), path, settings.find(password)));
    }
}
