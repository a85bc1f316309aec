package io.parley.bench.compare;

import io.parley.bench.log.BenchLog;
import io.parley.bench.log.LogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The pipeline beside bare Kafka with the same bytes: on one broker, all in this process, a backlog of messages of
 * direct conversations goes through, one way after the other. What runs is started for each turn and stopped after it,
 * since what idles costs too; some messages go ahead unmeasured each time.
 */
class PipelineBenchmark {

    private static final int AHEAD = 5;

    private final int messages = Integer.getInteger("messages", 50_000);
    private final int conversations = Integer.getInteger("conversations", 200);
    private final int rounds = Integer.getInteger("rounds", 5);
    private int next;

    @TempDir
    private Path folder;

    @Test
    void measure() throws Exception {
        try (BenchLog log = new BenchLog(folder.resolve("broker"))) {
            Chats chats = new Chats(conversations);
            Course bare = new BareCourse(log, chats, folder.resolve("bare"));
            Course conversation = new DecisionCourse(log, chats, folder.resolve("conversation"));
            Course pipeline = new PipelineCourse(log, chats, folder.resolve("pipeline"));
            int bytes = bare.message(0).key().length + bare.message(0).value().length;

            Map<String, Object> conditions = new LinkedHashMap<>();
            conditions.put("messages a turn", messages);
            conditions.put("direct conversations", conversations);
            conditions.put("bytes of a body", Chats.BODY_BYTES);
            conditions.put("bytes of a command", bytes);
            conditions.put("partitions", Chats.PARTITIONS);
            conditions.put("threads of each application", 1);
            new Comparison("messages/s")
                    .with("bare exactly-once step", () -> run(log, bare))
                    .with("conversation: commands to events", () -> run(log, conversation))
                    .with("pipeline: commands to deliveries", () -> run(log, pipeline))
                    .run(rounds, conditions, System.out);
        }
    }

    private double[] run(BenchLog log, Course course) throws Exception {
        int ahead = messages / AHEAD;
        int first = next;
        next += ahead + messages;
        try (LogReader end = course.end();
                AutoCloseable running = course.start()) {
            course.pass(log, end, first, ahead);
            return new double[] {course.pass(log, end, first + ahead, messages)};
        }
    }
}
