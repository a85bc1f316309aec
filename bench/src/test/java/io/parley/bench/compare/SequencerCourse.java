package io.parley.bench.compare;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Message;
import io.parley.schemas.Topics;
import io.parley.schemas.config.Settings;
import io.parley.topologies.Application;
import io.parley.topologies.Applications;
import io.parley.topologies.StreamsApplication;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** From {@code commands} to {@code events}: the sequencer as it is run, in conversations made before. */
final class SequencerCourse implements Course {

    private final BenchLog log;
    private final Chats chats;
    private final Path stateDir;
    private final Topics topics;

    /** Makes topics of its own, and the conversations. */
    SequencerCourse(BenchLog log, Chats chats, Path stateDir) throws Exception {
        this.log = log;
        this.chats = chats;
        this.stateDir = stateDir;
        this.topics = Chats.topics("sequencer.");
        log.create(topics.all());
        try (LogReader end = end();
                AutoCloseable running = start()) {
            log.append(creations(chats, topics));
            end.next(chats.conversations());
        }
    }

    static List<ProducerRecord<byte[], byte[]>> creations(Chats chats, Topics topics) {
        return IntStream.range(0, chats.conversations())
                .mapToObj(number -> chats.record(topics.commands(), chats.conversation(number), chats.create(number)))
                .toList();
    }

    /** An application as it is run, with its standard settings. */
    static StreamsApplication started(Application application, BenchLog log, Chats chats, Topics topics, Path stateDir)
            throws InterruptedException {
        StreamsApplication started = new StreamsApplication(
                application,
                Settings.of(
                        Map.of(
                                "kafka.bootstrap-servers", log.bootstrapServers(),
                                "registry.url", "http://none",
                                "topics.prefix", topics.config().prefix(),
                                "topics.conversation-partitions", Integer.toString(Chats.PARTITIONS),
                                "topics.user-partitions", Integer.toString(Chats.PARTITIONS),
                                "topics.replication", "1",
                                "streams.stop-when-frozen", "false",
                                "streams.state-dir",
                                        stateDir.resolve(application.name()).toString()),
                        application.keys()),
                chats.registry(),
                new SimpleMeterRegistry());
        started.start();
        return started;
    }

    @Override
    public AutoCloseable start() throws InterruptedException {
        return started(Applications.SEQUENCER, log, chats, topics, stateDir);
    }

    @Override
    public LogReader end() {
        return log.read(topics.events());
    }

    @Override
    public ProducerRecord<byte[], byte[]> message(int number) {
        return chats.record(topics.commands(), chats.conversation(number), chats.send(number));
    }

    @Override
    public int records(int number) {
        return 1;
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
