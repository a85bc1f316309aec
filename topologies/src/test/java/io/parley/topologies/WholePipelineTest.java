package io.parley.topologies;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class WholePipelineTest {

    @Property(tries = 4, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldKeepEveryGuaranteeWhenAnyApplicationIsRestarted(@ForAll long seed) {
        new PipelineHistory(seed).run();
    }
}
