package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.Joining;
import io.parley.avro.internal.InboxState;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.LocalSchemaRegistry;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class InboxStoreTest {

    private static final InboxConversation MEMBER =
            InboxRows.joined(new Joining(List.of("ann"), ConversationKind.GROUP, "Team", false), 1);
    private static final Instant LEFT_AT = Instant.ofEpochSecond(1_000);
    private static final Instant LATER = LEFT_AT.plus(Duration.ofDays(1));

    private KeyValueStore<String, InboxState> rows;
    private InboxStore inboxes;

    @BeforeEach
    void open() {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        rows = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Names.INBOXES),
                        Serdes.String(),
                        InboxRowSerde.of(new AvroSerdes(new LocalSchemaRegistry()).value(InboxState.class)))
                .withLoggingDisabled()
                .build();
        rows.init(context.getStateStoreContext(), rows);
        context.addStateStore(rows);
        inboxes = InboxStore.in(context);
    }

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void shouldKeepTheRowOfAMemberOfWhomACrashHasLeftAKeyOfAnEarlierStay() {
        // Given
        inboxes.put("ann", "c", null, MEMBER);
        String key = InboxIndex.leftAt("ann", LEFT_AT) + "c";
        rows.put(key, InboxRowSerde.INDEXED);

        // When
        inboxes.forget("ann", LATER, 10);

        // Then
        assertThat(inboxes.findMember("ann", "c")).isNotNull();
        assertThat(rows.get(key)).isNull();
    }

    @Test
    void shouldForgetAKeyWithoutARow() {
        // Given
        String key = InboxIndex.leftAt("ann", LEFT_AT) + "c";
        rows.put(key, InboxRowSerde.INDEXED);

        // When
        inboxes.forget("ann", LATER, 10);

        // Then
        assertThat(rows.get(key)).isNull();
    }
}
