package io.parley.topologies;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.ForAll;

class WholePipelineTest {

    @RandomHistory
    void shouldKeepEveryGuaranteeWhoeverIsRestarted(@ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new PipelineHistory(seed).run();
    }
}
