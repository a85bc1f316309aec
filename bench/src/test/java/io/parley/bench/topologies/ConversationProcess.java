package io.parley.bench.topologies;

import io.parley.bench.compare.ChildJvm;
import io.parley.bench.log.BenchLog;
import io.parley.schemas.Topics;
import io.parley.servers.RealServers;
import io.parley.topologies.Main;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The conversation application as it runs in production, to be killed. For one thread. */
final class ConversationProcess {

    private static final int PROCESS_ID = "00000000-0000-0000-0000-000000000000".length();

    private final Path folder;
    private final Topics topics;
    private final Properties settings = new Properties();
    private Process process;

    /**
     * @param folder its own; below it, in {@code state}, is its state
     * @param settings of the application
     */
    ConversationProcess(Path folder, Topics topics, Map<String, String> settings) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.topics = topics;
        this.settings.putAll(settings);
    }

    /** Doesn't wait for it. */
    void start() throws IOException {
        settings.put("management.port", String.valueOf(RealServers.get().freePort()));
        Path file = folder.resolve("conversation.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        Path log = folder.resolve("conversation.log");
        List<String> command = ChildJvm.command(List.of("-Xmx384m"));
        command.addAll(List.of(Main.class.getName(), "conversation", file.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** How many partitions it decides. The engine keeps an id of the process in its folder, and calls its clients by that. */
    int partitions(BenchLog log) throws Exception {
        Path kept = folder.resolve("state").resolve(group(topics)).resolve("kafka-streams-process-metadata");
        String metadata = Files.exists(kept) ? Files.readString(kept) : "";
        return describe(log, topics).members().stream()
                .filter(member -> metadata.contains(processIdOf(member)))
                .mapToInt(member -> member.assignment().topicPartitions().size())
                .sum();
    }

    /** How many processes share the partitions, once that is settled; 0 until then. */
    static int members(BenchLog log, Topics topics) throws Exception {
        ConsumerGroupDescription group = describe(log, topics);
        return group.groupState() == GroupState.STABLE ? group.members().size() : 0;
    }

    private static ConsumerGroupDescription describe(BenchLog log, Topics topics) throws Exception {
        String group = group(topics);
        return log.admin()
                .describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group)
                .get();
    }

    private static String group(Topics topics) {
        return topics.config().prefix() + "conversation";
    }

    private String processIdOf(MemberDescription member) {
        int begin = group(topics).length() + 1;
        return member.clientId().substring(begin, begin + PROCESS_ID);
    }
}
