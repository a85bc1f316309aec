package io.parley.topologies.presence;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class PresenceHistoryTest {

    @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldNotifyWatchersOfTheLastStatusUnderAllFaults(@ForAll long seed) {
        new PresenceHistory(seed).run();
    }
}
