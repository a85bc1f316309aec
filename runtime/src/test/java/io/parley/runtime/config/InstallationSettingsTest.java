package io.parley.runtime.config;

import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;
import org.junit.jupiter.api.Test;

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

    @Test
    void shouldNameTheKeyWhenAValueMakesNoSense() {
        assertThatThrownBy(() -> InstallationSettings.catalogue(settings(Map.of("topics.replication", "0"))))
                .hasMessage("topics.replication: 0 (expected: 1 to 32767)");
        assertThatThrownBy(() -> InstallationSettings.catalogue(settings(Map.of("topics.user-partitions", "0"))))
                .hasMessageStartingWith("topics.user-partitions: 0 (expected:");
    }

    private static Settings settings(Map<String, String> values) {
        return Settings.of(values, InstallationSettings.KEYS);
    }
}
