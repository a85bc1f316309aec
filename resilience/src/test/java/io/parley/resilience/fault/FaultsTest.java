package io.parley.resilience.fault;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FaultsTest {

    @Test
    void shouldNameEachFaultOnce() {
        assertThat(Faults.all()).extracting(Fault::name).doesNotHaveDuplicates();
        assertThat(Faults.all())
                .allSatisfy(fault ->
                        assertThat(Faults.named(fault.name()).description()).isEqualTo(fault.description()));
    }

    @Test
    void shouldTouchEveryKindOfProcessWithSix() {
        // When
        List<String> names = Faults.six().stream().map(Fault::name).toList();

        // Then
        assertThat(names).hasSize(6);
        assertThat(List.of(
                        "conversation",
                        "user",
                        "presence",
                        "gateway",
                        "connect",
                        "broker",
                        "cassandra",
                        "registry",
                        "redis"))
                .allSatisfy(kind -> assertThat(names).anyMatch(name -> name.contains(kind)));
    }

    @Test
    void shouldListTheNamesWhenAFaultIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.named("kill-moon"))
                .withMessageContaining("kill-moon: no such fault (expected: one of [none, kill-gateway-1");
    }
}
