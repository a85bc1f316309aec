package io.parley.topologies.path;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.ForAll;
import net.jqwik.api.statistics.Statistics;

class LargeGroupHistoryTest {

    /** A history may go by without its group ever growing large; but not each of them. */
    @RandomHistory
    void shouldLoseNothingWhateverHappens(@ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        LargeGroupHistory history = new LargeGroupHistory(seed);
        history.run();
        Statistics.label("became large")
                .collect(history.becameLarge())
                .coverage(coverage -> coverage.check(true).count(times -> times > 0));
    }
}
