package io.parley.history;

import com.datastax.oss.driver.api.core.type.reflect.GenericType;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The columns of {@code messages}. Collections are frozen (written as one value, without tombstones) but for
 * {@code reactions}, whose cells are written one by one.
 */
enum Column {
    CONVERSATION_ID("uuid", GenericType.of(UUID.class)),
    BUCKET("bigint", GenericType.LONG),
    SEQUENCE_NUMBER("bigint", GenericType.LONG),
    KIND("text", GenericType.STRING),
    SENDER_ID("text", GenericType.STRING),
    COMMAND_ID("text", GenericType.STRING),
    SENT_AT("timestamp", GenericType.of(Instant.class)),
    CONTENT("text", GenericType.STRING),
    CONTENT_TYPE("text", GenericType.STRING),
    ENCRYPTED("boolean", GenericType.BOOLEAN),
    REPLY_TO("bigint", GenericType.LONG),
    EDITED_SEQUENCE("bigint", GenericType.LONG),
    DELETED("boolean", GenericType.BOOLEAN),
    TARGET("bigint", GenericType.LONG),
    REACTION("text", GenericType.STRING),
    REMOVED("boolean", GenericType.BOOLEAN),
    CONVERSATION_KIND("text", GenericType.STRING),
    TITLE("text", GenericType.STRING),
    MEMBERS("frozen<list<text>>", GenericType.listOf(String.class)),
    ROLES("frozen<map<text, text>>", GenericType.mapOf(String.class, String.class)),
    NEW_OWNER("text", GenericType.STRING),
    REACTIONS("map<text, text>", GenericType.mapOf(String.class, String.class));

    private final String cqlType;
    private final GenericType<?> javaType;

    Column(String cqlType, GenericType<?> javaType) {
        this.cqlType = cqlType;
        this.javaType = javaType;
    }

    /** The name in the table. */
    String cqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String cqlType() {
        return cqlType;
    }

    /** The Java type that the driver uses for it. */
    GenericType<?> javaType() {
        return javaType;
    }

    String text(Map<Column, Object> row) {
        return (String) row.get(this);
    }

    Long number(Map<Column, Object> row) {
        return (Long) row.get(this);
    }

    boolean flag(Map<Column, Object> row) {
        return Boolean.TRUE.equals(row.get(this));
    }

    @SuppressWarnings("unchecked")
    List<String> texts(Map<Column, Object> row) {
        List<String> texts = (List<String>) row.get(this);
        return texts == null ? List.of() : texts;
    }

    @SuppressWarnings("unchecked")
    Map<String, String> textMap(Map<Column, Object> row) {
        Map<String, String> texts = (Map<String, String>) row.get(this);
        return texts == null ? Map.of() : texts;
    }
}
