package io.parley.topologies.path;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class UnreadHistoryTest {

    private static final Path RECORDED = Path.of("src", "test", "resources", "unread");

    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldCountTheSameUnreadMessagesEverywhere(@ForAll long seed) {
        new UnreadHistory(seed, 60, new UnreadRecord()).run();
    }

    /** Those who count along are held against what was recorded: a difference means that they have to be looked at. */
    @Test
    void shouldDeliverTheRecordedFramesToASession() throws IOException {
        for (long seed : new long[] {1, 2}) {
            // When
            UnreadRecord record = new UnreadRecord();
            new UnreadHistory(seed, 80, record).run();

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
