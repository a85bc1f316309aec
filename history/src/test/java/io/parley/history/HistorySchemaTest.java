package io.parley.history;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class HistorySchemaTest {

    private final HistorySchema schema = new HistorySchema("parley_hot", Map.of("dc2", 2, "dc1", 3));

    @Test
    void shouldDefineKeyspaceAndTableWhenNeitherIsThere() {
        // When
        String definitions = String.join(";\n", schema.definitions());

        // Then
        assertThat(definitions).isEqualTo("""
                        CREATE KEYSPACE IF NOT EXISTS parley_hot WITH replication = \
                        {'class': 'NetworkTopologyStrategy', 'dc1': 3, 'dc2': 2};
                        CREATE TABLE IF NOT EXISTS parley_hot.messages (
                          conversation_id uuid,
                          bucket bigint,
                          sequence_number bigint,
                          kind text,
                          sender_id text,
                          command_id text,
                          sent_at timestamp,
                          content text,
                          content_type text,
                          encrypted boolean,
                          reply_to bigint,
                          edited_sequence bigint,
                          deleted boolean,
                          target bigint,
                          reaction text,
                          removed boolean,
                          conversation_kind text,
                          title text,
                          members frozen<list<text>>,
                          roles frozen<map<text, text>>,
                          new_owner text,
                          reactions map<text, text>,
                          PRIMARY KEY ((conversation_id, bucket), sequence_number)
                        ) WITH CLUSTERING ORDER BY (sequence_number DESC)
                          AND compaction = {'class': 'TimeWindowCompactionStrategy', \
                        'compaction_window_unit': 'DAYS', 'compaction_window_size': 1}
                          AND comment = 'Events of conversations; bucket = sequence_number / 10000'""");
    }

    @Test
    void shouldAddWhatIsMissingWhenTableIsOfAnEarlierVersion() {
        // Given
        Set<String> earlier = Arrays.stream(Column.values())
                .map(Column::cqlName)
                .filter(name -> !name.equals("reactions"))
                .collect(Collectors.toSet());

        // When // Then
        assertThat(schema.additions(earlier))
                .containsExactly("ALTER TABLE parley_hot.messages ADD reactions map<text, text>");
    }

    @Test
    void shouldStampEveryWriteWhenStatementsAreMade() {
        // When // Then
        assertThat(schema.insert()).endsWith(" USING TIMESTAMP :write_time AND TTL :seconds_to_live");
        assertThat(schema.edit()).contains(" USING TIMESTAMP :write_time AND TTL :seconds_to_live SET content");
        assertThat(schema.react()).contains(" USING TIMESTAMP :write_time AND TTL :seconds_to_live SET reactions[");
        assertThat(schema.delete()).contains(" USING TIMESTAMP :write_time AND TTL :seconds_to_live SET content");
    }
}
