package io.parley.topologies.path;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class HandOverTest {

    @Property(tries = 6, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldHandOverExactlyUnderAllFaults(@ForAll long seed) {
        new HandOverHistory(seed).run();
    }
}
