package io.parley.runtime.registry;

import java.net.URI;
import java.time.Duration;

/**
 * The configuration of the schema registry's client.
 *
 * @param url the base URL of the Confluent REST API, such as {@code http://registry:8081} or, for Apicurio,
 *     {@code http://registry:8080/apis/ccompat/v7}
 * @param timeout for one request
 * @param patience the longest wait, before the call fails, for a registry that doesn't answer or doesn't know an id
 */
public record RegistryConfig(URI url, Duration timeout, Duration patience) {

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
    }

    /** Uses five seconds for a request, and a minute of patience. */
    public static RegistryConfig of(String url) {
        return new RegistryConfig(URI.create(url), Duration.ofSeconds(5), Duration.ofMinutes(1));
    }
}
