package io.parley.topologies.path;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.ForAll;

class PushHistoryTest {

    @RandomHistory
    void shouldShowWhatTheRulesSayWhenNothingFails(@ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new PushHistory(seed, false).run();
    }

    @RandomHistory
    void shouldLoseNothingAndShowNothingOldWhenOutputsAreLost(
            @ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new PushHistory(seed, true).run();
    }
}
