package io.parley.topologies.presence;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.ForAll;

class PresenceHistoryTest {

    @RandomHistory
    void shouldTellThoseWhoWatchHowItIsWhateverHappens(@ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new PresenceHistory(seed).run();
    }
}
