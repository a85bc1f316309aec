package io.parley.topologies.path;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.ForAll;

class HandOverTest {

    @RandomHistory
    void shouldHandOverExactlyWhateverHappens(@ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new HandOverHistory(seed, 200).run();
    }

    @RandomHistory
    void shouldTellOfAConversationBeforeItsFirstEventWhenOnlyTheNewestWasListed(
            @ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new HandOverHistory(seed, 1).run();
    }
}
