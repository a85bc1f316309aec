package io.parley.runtime.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessMetersTest {

    @Test
    void shouldShowMemoryThreadsFilesAndCpuWhenTheyAreBound() {
        // Given
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        // When
        try (ProcessMeters bound = ProcessMeters.bindTo(meters)) {
            // Then
            assertThat(meters.get("jvm.memory.used").tag("area", "heap").gauges())
                    .anySatisfy(used -> assertThat(used.value()).isPositive());
            assertThat(meters.get("jvm.threads.live").gauge().value()).isPositive();
            assertThat(meters.get("process.files.open").gauge().value()).isPositive();
            assertThat(meters.get("process.uptime").timeGauge().value()).isPositive();
            assertThat(meters.find("process.cpu.usage").gauge()).isNotNull();
            assertThat(bound).isNotNull();
        }
    }
}
