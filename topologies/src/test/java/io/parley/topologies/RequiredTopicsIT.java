package io.parley.topologies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.runtime.config.Settings;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.servers.RealServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RequiredTopicsIT {

    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();

    @TempDir
    Path folder;

    @Test
    void shouldNotStartWhenClientsStampTheCommands() throws Exception {
        String brokers = RealServers.get().bootstrapServers();
        Application application = Applications.CONVERSATION;
        try (RealTopics topics = new RealTopics("wrong-clock.", brokers, registry);
                StreamsApplication conversation = new StreamsApplication(
                        application,
                        Settings.of(topics.settings(folder.toString()), application.keys()),
                        registry,
                        new SimpleMeterRegistry())) {
            // Given
            ConfigEntry clientsClock = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
            ConfigResource commands = new ConfigResource(ConfigResource.Type.TOPIC, "wrong-clock.commands");
            try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
                admin.incrementalAlterConfigs(
                                Map.of(commands, List.of(new AlterConfigOp(clientsClock, AlterConfigOp.OpType.SET))))
                        .all()
                        .get();
                // The controller has it; the broker that is asked hears of it a moment later.
                await().until(() -> admin.describeConfigs(List.of(commands))
                        .all()
                        .get()
                        .get(commands)
                        .get(clientsClock.name())
                        .value()
                        .equals(clientsClock.value()));
            }

            // Then
            assertThatThrownBy(conversation::start)
                    .isInstanceOf(RequiredTopics.NotReadyException.class)
                    .hasMessage("topic wrong-clock.commands has message.timestamp.type=CreateTime"
                            + " (expected: LogAppendTime)");
        }
    }
}
