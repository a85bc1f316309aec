package io.parley.bench.compare;

import io.parley.avro.Message;
import io.parley.bench.log.BenchLog;
import io.parley.bench.log.LogReader;
import io.parley.schemas.Topics;
import io.parley.topologies.Applications;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** From {@code commands} to {@code events}: the conversation application as it is run, in conversations made before. */
final class DecisionCourse implements Course {

    private final BenchLog log;
    private final Chats chats;
    private final Path stateDir;
    private final Topics topics;

    /** Makes topics of its own, and the conversations. */
    DecisionCourse(BenchLog log, Chats chats, Path stateDir) throws Exception {
        this.log = log;
        this.chats = chats;
        this.stateDir = stateDir;
        this.topics = Chats.topics("conversation.");
        log.create(topics.all());
        try (LogReader end = end();
                AutoCloseable running = start()) {
            log.append(chats.creations(topics));
            end.next(chats.conversations());
        }
    }

    @Override
    public AutoCloseable start() throws InterruptedException {
        return log.start(Applications.CONVERSATION, topics, chats.registry(), stateDir, Map.of());
    }

    @Override
    public LogReader end() {
        return log.read(topics.events());
    }

    @Override
    public ProducerRecord<byte[], byte[]> message(int number) {
        return chats.message(topics, number);
    }

    @Override
    public void check(List<byte[]> values, int messages) {
        chats.check(
                topics.events(),
                values,
                messages,
                event -> event.getBody() instanceof Message ? event.getCommandId() : null);
    }
}
