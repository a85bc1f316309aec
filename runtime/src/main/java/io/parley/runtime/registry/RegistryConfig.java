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
 */
public record RegistryConfig(URI url, Duration timeout, Duration patience) {

    /** Five seconds for a request, a minute of patience. */
    public static RegistryConfig of(String url) {
        return new RegistryConfig(URI.create(url), Duration.ofSeconds(5), Duration.ofMinutes(1));
    }
}
