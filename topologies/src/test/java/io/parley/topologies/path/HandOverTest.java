package io.parley.topologies.path;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.ForAll;
import org.junit.jupiter.api.Test;

class HandOverTest {

    /** A connect comes between a crash, which left a conversation's row behind its place, and the repeat of its event. */
    @Test
    void shouldListAConversationWhosePlaceACrashLeftUnfinished() {
        new HandOverHistory(HistorySeed.whole(7_305_865_181_988_178_150L), 200).run();
    }

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
