package io.parley.history;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Defines the keyspace and the table in CQL, and the statements on it. */
final class HistorySchema {

    static final String TABLE = "messages";

    /** Bind markers beside the columns' own, which are named like the columns. */
    static final String WRITE_TIME = "write_time";

    static final String SECONDS_TO_LIVE = "seconds_to_live";
    static final String FROM = "lowest";
    static final String TO = "highest";
    static final String ROWS = "rows";

    static final String REACTION_KEY = "reaction_key";
    static final String REACTION_VALUE = "reaction_value";

    /** Columns that only edits, deletions and reactions write, each into the row of its target. */
    private static final Set<Column> SET_BY_LATER_EVENTS =
            EnumSet.of(Column.EDITED_SEQUENCE, Column.DELETED, Column.REACTIONS);

    private static final String ROW = " WHERE conversation_id = :conversation_id AND bucket = :bucket"
            + " AND sequence_number = :sequence_number";
    private static final String LIFE = " USING TIMESTAMP :" + WRITE_TIME + " AND TTL :" + SECONDS_TO_LIVE;

    private final String keyspace;
    private final Map<String, Integer> replication;
    private final String table;

    HistorySchema(String keyspace, Map<String, Integer> replication) {
        this.keyspace = keyspace;
        this.replication = new TreeMap<>(replication);
        this.table = keyspace + "." + TABLE;
    }

    /** The statements that create the keyspace and the table if they are missing, in order. */
    List<String> definitions() {
        return List.of(keyspaceDefinition(), tableDefinition());
    }

    /** Writes a whole row; unset columns stay unset. */
    String insert() {
        List<Column> columns = Arrays.stream(Column.values())
                .filter(column -> !SET_BY_LATER_EVENTS.contains(column))
                .toList();
        return "INSERT INTO " + table + " (" + names(columns, "") + ") VALUES (" + names(columns, ":") + ")" + LIFE;
    }

    /** Replaces a message's text. */
    String edit() {
        return "UPDATE " + table + LIFE + " SET content = :content, edited_sequence = :edited_sequence" + ROW;
    }

    /** Empties a message's text. An empty value rather than a delete: it leaves no tombstone. */
    String delete() {
        return "UPDATE " + table + LIFE + " SET content = '', deleted = true" + ROW;
    }

    /** Writes one cell of a message's reactions. The cell's own write time decides, so nothing has to be read before. */
    String react() {
        return "UPDATE " + table + LIFE + " SET reactions[:" + REACTION_KEY + "] = :" + REACTION_VALUE + ROW;
    }

    /** The newest rows of a bucket between two sequences, both included, newest first. */
    String newest() {
        return "SELECT " + names(List.of(Column.values()), "") + " FROM " + table
                + " WHERE conversation_id = :conversation_id AND bucket = :bucket"
                + " AND sequence_number >= :" + FROM + " AND sequence_number <= :" + TO + " LIMIT :" + ROWS;
    }

    /** Reads the kind and time with which a row was sent. */
    String stamp() {
        return "SELECT kind, sent_at FROM " + table + ROW;
    }

    /** Reads the names of the table's existing columns. */
    String columnNames() {
        return "SELECT column_name FROM system_schema.columns WHERE keyspace_name = '" + keyspace
                + "' AND table_name = '" + TABLE + "'";
    }

    /** The statements that add columns missing in a table of an earlier version, in order. */
    List<String> additions(Set<String> present) {
        return Arrays.stream(Column.values())
                .filter(column -> !present.contains(column.cqlName()))
                .map(column -> "ALTER TABLE " + table + " ADD " + column.cqlName() + " " + column.cqlType())
                .toList();
    }

    private String keyspaceDefinition() {
        String copies = replication.entrySet().stream()
                .map(entry -> ", '" + entry.getKey() + "': " + entry.getValue())
                .collect(Collectors.joining());
        return "CREATE KEYSPACE IF NOT EXISTS " + keyspace + " WITH replication = {'class': 'NetworkTopologyStrategy'"
                + copies + "}";
    }

    private String tableDefinition() {
        String columns = Arrays.stream(Column.values())
                .map(column -> "  " + column.cqlName() + " " + column.cqlType() + ",\n")
                .collect(Collectors.joining());
        return "CREATE TABLE IF NOT EXISTS " + table + " (\n"
                + columns
                + "  PRIMARY KEY ((conversation_id, bucket), sequence_number)\n"
                + ") WITH CLUSTERING ORDER BY (sequence_number DESC)\n"
                + "  AND compaction = {'class': 'TimeWindowCompactionStrategy',"
                + " 'compaction_window_unit': 'DAYS', 'compaction_window_size': 1}\n"
                + "  AND comment = 'Events of conversations; bucket = sequence_number / " + Bucket.SIZE + "'";
    }

    private static String names(List<Column> columns, String prefix) {
        return columns.stream().map(column -> prefix + column.cqlName()).collect(Collectors.joining(", "));
    }
}
