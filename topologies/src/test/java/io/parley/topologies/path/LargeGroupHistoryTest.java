package io.parley.topologies.path;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

class LargeGroupHistoryTest {

    /** A history may go by without its group ever growing large; but not each of them. */
    @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldLoseNothingUnderAllFaults(@ForAll long seed) {
        LargeGroupHistory history = new LargeGroupHistory(seed);
        history.run();
        Statistics.label("became large")
                .collect(history.becameLarge())
                .coverage(coverage -> coverage.check(true).count(times -> times > 0));
    }
}
