package io.parley.bench.hops;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HopsTest {

    @Test
    void shouldTellWhatLiesBetweenTwoMoments() {
        // Given
        Scrape before = Scrape.of(List.of(waits(100, 100, 1.0)));
        Scrape after = Scrape.of(List.of(waits(150, 200, 3.0)));

        // When
        List<Hop> hops = Hops.between(before, after);

        // Then: 50 within 10 ms, 50 more within 20 ms, 2 s in all
        assertThat(hops).singleElement().satisfies(hop -> {
            assertThat(hop.name()).isEqualTo("log to the users' owners");
            assertThat(hop.count()).isEqualTo(100);
            assertThat(hop.mean()).isCloseTo(20, within(1e-6));
            assertThat(hop.p50()).isCloseTo(10, within(1e-6));
            assertThat(hop.p99()).isCloseTo(19.8, within(1e-6));
        });
    }

    @Test
    void shouldAddUpTheProcessesWhenThereAreSeveral() {
        // Given
        Scrape none = Scrape.of(List.of());

        // When
        Scrape two = Scrape.of(List.of(waits(1, 2, 0.02), waits(3, 4, 0.04)));

        // Then
        assertThat(Hops.between(none, two))
                .singleElement()
                .satisfies(hop -> assertThat(hop.count()).isEqualTo(6));
    }

    @Test
    void shouldTellTheBytesOfEachTopicThatTookSomethingIn() {
        // Given
        String name = "kafka_server_brokertopicmetrics_bytesin_total";
        Scrape before = Scrape.of(List.of(name + "{topic=\"a\"} 5.0\n" + name + "{topic=\"b\"} 7.0\n"));
        Scrape after = Scrape.of(List.of(name + "{topic=\"a\"} 1.5E3\n" + name + "{topic=\"b\"} 7.0\n"));

        // Then
        assertThat(Hops.bytes(before, after)).hasSize(1).containsEntry("a", 1_495L);
    }

    private static String waits(long within10, long all, double seconds) {
        String labels = "application=\"user\",part=\"wait\",topic=\"expansions\"";
        String name = "parley_streams_hop_seconds";
        return "# TYPE " + name + " histogram\n"
                + name + "_bucket{" + labels + ",le=\"0.01\"} " + within10 + "\n"
                + name + "_bucket{" + labels + ",le=\"0.02\"} " + all + "\n"
                + name + "_bucket{" + labels + ",le=\"+Inf\"} " + all + "\n"
                + name + "_count{" + labels + "} " + all + "\n"
                + name + "_sum{" + labels + "} " + seconds + "\n";
    }
}
