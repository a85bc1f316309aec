package io.parley.runtime.config;

import io.parley.runtime.tls.ClientTls;

import java.nio.file.Path;

/** Declares the keys of a client's TLS, which are the same for every kind of server but for how they begin. */
public final class TlsKeys {

    private final String beginning;
    private final SettingKey<Path> trusted;
    private final SettingKey<Path> certificate;
    private final SettingKey<Path> key;

    private TlsKeys(String beginning, String server) {
        this.beginning = beginning;
        this.trusted = SettingKey.path(
                        beginning + ".trusted-certificates",
                        "a PEM file with the authorities that may sign certificates of " + server
                                + "; left out: those that the JVM trusts")
                .optional();
        this.certificate = SettingKey.path(
                        beginning + ".certificate",
                        "a PEM file with the certificate that this process shows to " + server
                                + ", and those that it was signed with after it; left out: none")
                .optional();
        this.key = SettingKey.path(
                        beginning + ".key", "a PEM file with that certificate's private key (PKCS #8, not encrypted)")
                .optional();
    }

    /**
     * The keys for one kind of server.
     *
     * @param beginning of their names, without a dot at its end, such as {@code registry.tls}
     * @param server what it is in a sentence, such as {@code the schema registry}
     */
    public static TlsKeys of(String beginning, String server) {
        return new TlsKeys(beginning, server);
    }

    public SettingKey<Path> trusted() {
        return trusted;
    }

    public SettingKey<Path> certificate() {
        return certificate;
    }

    public SettingKey<Path> key() {
        return key;
    }

    /**
     * Reads the settings, and the files that they name, to see that they are good.
     *
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    public ClientTls read(Settings settings) {
        ClientTls tls =
                new ClientTls(beginning, settings.find(trusted), settings.find(certificate), settings.find(key));
        tls.context();
        return tls;
    }
}
