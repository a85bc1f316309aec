package io.parley.runtime.registry;

import java.net.URI;
import java.time.Duration;

/**
 * The configuration of the schema registry's client.
 *
 * @param url the base URL of the Confluent REST API, such as {@code http://registry:8081} or, for Apicurio,
 *     {@code http://registry:8080/apis/ccompat/v7}
 * @param timeout for one request
 * @param patience how long a registry that doesn't answer, or doesn't know an id, is waited for before the caller gets
 *     the error
 * @param access as whom it is asked
 */
public record RegistryConfig(URI url, Duration timeout, Duration patience, RegistryAccess access) {

    /** @throws IllegalArgumentException naming the key and what was expected */
    public RegistryConfig {
        if (url.getRawUserInfo() != null) {
            // Not as it is: it may hold a password, and errors name the registry by its URL.
            throw new IllegalArgumentException("registry.url: a URL with a user in it (expected: the user as"
                    + " registry.username, and the password as registry.password or registry.password-file)");
        }
    }

    /** A registry that asks nobody who they are. */
    public RegistryConfig(URI url, Duration timeout, Duration patience) {
        this(url, timeout, patience, RegistryAccess.open());
    }

    /** Five seconds for a request, a minute of patience. */
    public static RegistryConfig of(String url) {
        return new RegistryConfig(URI.create(url), Duration.ofSeconds(5), Duration.ofMinutes(1));
    }
}
