package io.parley.topologies.path;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.ForAll;

class LargePushHistoryTest {

    @RandomHistory
    void shouldLoseNothingAndShowNothingOldWhateverHappens(@ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new LargePushHistory(seed).run();
    }
}
