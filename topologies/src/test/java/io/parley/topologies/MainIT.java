package io.parley.topologies;

import io.parley.servers.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The messages of a process that can't start. */
class MainIT {

    @TempDir
    Path folder;

    @Test
    void shouldNameTheUnknownSettingInOneLine() throws Exception {
        // When
        String line = failure("conversation", Map.of("stream.threads", "2"), 2);

        // Then
        assertThat(line).isEqualTo("stream.threads: unknown (expected: a known key; did you mean streams.threads?)");
    }

    @Test
    void shouldNameTheMissingSettingInOneLine() throws Exception {
        assertThat(failure("conversation", Map.of(), 2)).startsWith("registry.url: missing (expected:");
    }

    @Test
    void shouldListTheApplicationsInOneLine() throws Exception {
        assertThat(failure("conversasion", Map.of(), 2))
                .startsWith("application: conversasion (expected: one of conversation");
    }

    @Test
    void shouldNameTheMissingTopicInOneLine() throws Exception {
        assertThat(failure("conversation", settings("nobody-made-these."), 1))
                .isEqualTo("topic nobody-made-these.commands is missing (expected within 0 s, asked "
                        + RealServers.get().bootstrapServers() + ")");
    }

    @Test
    void shouldReportOtherPartitionsOfATopicInOneLine() throws Exception {
        try (RealTopics topics = new RealTopics("other-partitions.")) {
            // Given
            Map<String, String> settings =
                    new HashMap<>(settings(topics.topics().config().prefix()));
            settings.put("topics.conversation-partitions", "5");

            // Then
            assertThat(failure("conversation", settings, 1))
                    .startsWith("topic other-partitions.commands has 3 partitions (expected: 5");
        }
    }

    private Map<String, String> settings(String prefix) {
        return Map.of(
                "kafka.bootstrap-servers",
                RealServers.get().bootstrapServers(),
                "registry.url",
                "http://127.0.0.1:1",
                "topics.prefix",
                prefix,
                "streams.state-dir",
                folder.toString(),
                "streams.start-patience",
                "0s");
    }

    private String failure(String application, Map<String, String> settings, int exitCode) throws Exception {
        try (ChildProcess process = ChildProcess.start(application, folder, settings)) {
            assertThat(process.awaitExit()).isEqualTo(exitCode);
            return process.errors().strip();
        }
    }
}
