package io.parley.runtime.registry;

import java.net.URI;
import java.time.Duration;

/**
 * How the schema registry is reached.
 *
 * @param url where the Confluent REST API begins, such as {@code http://registry:8081} or, for Apicurio, {@code
 *     http://registry:8080/apis/ccompat/v7}
 * @param timeout for one request
 * @param patience how long a registry that doesn't answer, or doesn't know an id, is waited for before the caller is
 *     told
 * @param access as whom it is asked
 */
public record RegistryConfig(URI url, Duration timeout, Duration patience, RegistryAccess access) {

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public RegistryConfig {
        if (url.getScheme() == null || !url.getScheme().matches("https?")) {
            throw new IllegalArgumentException("registry.url: " + url + " (expected: an http or https URL)");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("registry.timeout: " + timeout + " (expected: > 0)");
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("registry.patience: " + patience + " (expected: >= 0)");
        }
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

    /** The same with another patience. */
    public RegistryConfig withPatience(Duration other) {
        return new RegistryConfig(url, timeout, other, access);
    }

    /** Five seconds for a request, a minute of patience. */
    public static RegistryConfig of(String url) {
        return new RegistryConfig(URI.create(url), Duration.ofSeconds(5), Duration.ofMinutes(1));
    }
}
