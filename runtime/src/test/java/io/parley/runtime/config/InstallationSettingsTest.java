package io.parley.runtime.config;

import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstallationSettingsTest {

    @Test
    void shouldMakeTheSmallCatalogueWhenNothingIsSet() {
        // When
        CatalogueConfig catalogue = InstallationSettings.catalogue(settings(Map.of()));

        // Then
        assertThat(catalogue).isEqualTo(CatalogueConfig.small());
    }

    @Test
    void shouldReadTheRegistryWhenItsUrlIsSet() {
        // When
        RegistryConfig registry =
                InstallationSettings.registry(settings(Map.of("registry.url", "http://registry:8081")));

        // Then
        assertThat(registry).isEqualTo(RegistryConfig.of("http://registry:8081"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics.prefix | parley/ | topics.prefix: parley/ (expected: up to 64 characters of A-Z a-z 0-9 . _ -)",
                "topics.conversation-partitions | 0 | topics.conversation-partitions: 0 (expected: 1 to 10000)",
                "topics.user-partitions | 10001 | topics.user-partitions: 10001 (expected: 1 to 10000)",
                "topics.replication | 0 | topics.replication: 0 (expected: 1 to 32767)",
                "topics.event-retention | 0s | topics.event-retention: 0s (expected: more than 0s)",
                "registry.url | registry:8081 | registry.url: registry:8081 (expected: an http or https URL)",
                "registry.timeout | 0s | registry.timeout: 0s (expected: more than 0s)",
                "registry.patience | PT-1S | registry.patience: PT-1S (expected: 0s or more)",
            })
    void shouldNameKeyValueAndBoundWhenAValueIsBeyondIt(String key, String value, String message) {
        // Given
        Map<String, String> values = new HashMap<>(Map.of("registry.url", "http://registry:8081"));
        values.put(key, value);

        // Then
        assertThatThrownBy(() -> {
                    InstallationSettings.catalogue(settings(values));
                    InstallationSettings.registry(settings(values));
                })
                .hasMessage(message);
    }

    private static Settings settings(Map<String, String> values) {
        return Settings.of(values, InstallationSettings.KEYS);
    }
}
