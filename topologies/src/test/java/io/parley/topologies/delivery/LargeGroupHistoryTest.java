package io.parley.topologies.delivery;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class LargeGroupHistoryTest {

    @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldLoseNothingWhateverHappens(@ForAll long seed) {
        new LargeGroupHistory(seed).run();
    }
}
