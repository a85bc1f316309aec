package io.parley.topologies.notify;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.ForAll;

class NotifyHistoryTest {

    @RandomHistory
    void shouldShowWhatTheRulesSayOnTheRightDevicesWhateverFails(
            @ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new NotifyHistory(seed).run();
    }
}
