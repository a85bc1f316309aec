package io.parley.topologies.path;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class PushHistoryTest {

    @Property(tries = 3, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldShowTheNotificationsOfTheRulesWhenNothingFails(@ForAll long seed) {
        new PushHistory(seed, false).run();
    }

    @Property(tries = 6, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldLoseNothingAndShowNothingOldWhenOutputsAreLost(@ForAll long seed) {
        new PushHistory(seed, true).run();
    }
}
