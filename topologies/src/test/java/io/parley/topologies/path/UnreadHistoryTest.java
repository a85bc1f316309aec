package io.parley.topologies.path;

import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import net.jqwik.api.ForAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class UnreadHistoryTest {

    private static final Path RECORDED = Path.of("src", "test", "resources", "unread");

    @RandomHistory
    void shouldSayTheSameOfWhatIsUnreadEverywhere(@ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        new UnreadHistory(seed, 60, new UnreadRecord()).run();
    }

    /** Those who count along are held against what was recorded: a difference means that they have to be looked at. */
    @Test
    void shouldDeliverTheRecordedFramesToASession() throws IOException {
        for (long seed : new long[] {1, 2}) {
            // When
            UnreadRecord record = new UnreadRecord();
            new UnreadHistory(HistorySeed.whole(seed), 80, record).run();

            // Then
            Path file = RECORDED.resolve("history-" + seed + ".jsonl");
            if ("write".equals(System.getProperty("parley.docs"))) {
                Files.createDirectories(RECORDED);
                Files.writeString(file, record.text());
            }
            assertThat(file).as("run with -Dparley.docs=write to renew it").hasContent(record.text());
        }
    }
}
