package io.parley.history;

import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Reacted;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.avro.RoleChanged;
import io.parley.protocol.EventKind;
import io.parley.schemas.ConversationId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Converts events to rows and back, without the store, so that tests need none. An absent column is unset. */
final class EventRows {

    private EventRows() {}

    /** @throws UnstorableEventException if it can never be a row */
    static Map<Column, Object> of(Event event) {
        Map<Column, Object> row = new EnumMap<>(Column.class);
        try {
            row.put(
                    Column.CONVERSATION_ID,
                    ConversationId.parse(event.getConversationId()).value());
        } catch (IllegalArgumentException e) {
            throw new UnstorableEventException("conversation id of an event: " + e.getMessage(), e);
        }
        if (event.getSequence() < 1) {
            throw new UnstorableEventException(
                    "sequence of an event: " + event.getSequence() + " (expected: 1 or more)", null);
        }
        row.put(Column.BUCKET, Bucket.of(event.getSequence()));
        row.put(Column.SEQUENCE_NUMBER, event.getSequence());
        row.put(Column.SENDER_ID, event.getSenderId());
        row.put(Column.COMMAND_ID, event.getCommandId());
        row.put(Column.SENT_AT, event.getSentAt());
        row.put(Column.KIND, kind(event).wireName());
        putBody(row, event.getBody());
        return row;
    }

    /** The write time in microseconds, by which the store decides between two writes. */
    static long writeTime(Event event) {
        return event.getSentAt().toEpochMilli() * 1_000 + event.getSequence();
    }

    /**
     * Converts a row into an event; the row has to have a kind.
     *
     * @throws IllegalArgumentException if the kind is unknown, for instance written by a later version
     */
    static StoredEvent read(Map<Column, Object> row) {
        boolean deleted = Column.DELETED.flag(row);
        EventKind kind = EventKind.named(Column.KIND.text(row));
        Event event = new Event();
        event.setConversationId(row.get(Column.CONVERSATION_ID).toString());
        event.setSequence(Column.SEQUENCE_NUMBER.number(row));
        event.setSenderId(Column.SENDER_ID.text(row));
        event.setCommandId(Column.COMMAND_ID.text(row));
        event.setSentAt((Instant) row.get(Column.SENT_AT));
        event.setBody(body(kind, row, deleted));
        Long edited = Column.EDITED_SEQUENCE.number(row);
        return new StoredEvent(
                event,
                edited == null || deleted ? OptionalLong.empty() : OptionalLong.of(edited),
                deleted,
                kind != EventKind.MESSAGE || deleted ? List.of() : ReactionCell.read(Column.REACTIONS.textMap(row)));
    }

    private static EventKind kind(Event event) {
        try {
            return EventKind.of(event);
        } catch (IllegalArgumentException e) {
            throw new UnstorableEventException(e.getMessage(), e);
        }
    }

    private static void putBody(Map<Column, Object> row, Object body) {
        if (body instanceof Message message) {
            row.put(Column.CONTENT, message.getContent());
            row.put(Column.CONTENT_TYPE, message.getContentType());
            row.put(Column.ENCRYPTED, message.getEncrypted());
            putIfSet(row, Column.REPLY_TO, message.getReplyTo());
        } else if (body instanceof Created created) {
            row.put(Column.CONVERSATION_KIND, created.getKind().name());
            row.put(
                    Column.MEMBERS,
                    created.getMembers().stream().map(Member::getUserId).toList());
            Map<String, String> roles = new LinkedHashMap<>();
            created.getMembers()
                    .forEach(member ->
                            roles.put(member.getUserId(), member.getRole().name()));
            row.put(Column.ROLES, roles);
            putIfSet(row, Column.TITLE, created.getTitle());
        } else if (body instanceof Edited edited) {
            row.put(Column.TARGET, edited.getTarget());
            row.put(Column.CONTENT, edited.getContent());
        } else if (body instanceof Deleted deleted) {
            row.put(Column.TARGET, deleted.getTarget());
        } else if (body instanceof Reacted reacted) {
            row.put(Column.TARGET, reacted.getTarget());
            row.put(Column.REACTION, reacted.getReaction());
            row.put(Column.REMOVED, reacted.getRemoved());
        } else if (body instanceof Added added) {
            row.put(Column.MEMBERS, List.copyOf(added.getMembers()));
        } else if (body instanceof Removed removed) {
            row.put(Column.MEMBERS, List.copyOf(removed.getMembers()));
            putIfSet(row, Column.NEW_OWNER, removed.getNewOwner());
        } else if (body instanceof Renamed renamed) {
            row.put(Column.TITLE, renamed.getTitle());
        } else if (body instanceof RoleChanged changed) {
            row.put(Column.MEMBERS, List.copyOf(changed.getMembers()));
            Map<String, String> roles = new LinkedHashMap<>();
            changed.getMembers()
                    .forEach(userId -> roles.put(userId, changed.getRole().name()));
            row.put(Column.ROLES, roles);
        } else {
            throw new UnstorableEventException(
                    "event of a kind that has no row: " + body.getClass().getName(), null);
        }
    }

    private static Object body(EventKind kind, Map<Column, Object> row, boolean deleted) {
        return switch (kind) {
            case MESSAGE ->
                new Message(
                        deleted ? "" : Column.CONTENT.text(row),
                        Column.CONTENT_TYPE.text(row),
                        Column.ENCRYPTED.flag(row),
                        Column.REPLY_TO.number(row));
            case CREATED ->
                new Created(
                        ConversationKind.valueOf(Column.CONVERSATION_KIND.text(row)),
                        members(row),
                        Column.TITLE.text(row));
            case EDITED -> new Edited(Column.TARGET.number(row), "");
            case DELETED -> new Deleted(Column.TARGET.number(row));
            case REACTED -> new Reacted(Column.TARGET.number(row), Column.REACTION.text(row), Column.REMOVED.flag(row));
            case ADDED -> new Added(Column.MEMBERS.texts(row));
            case REMOVED -> new Removed(Column.MEMBERS.texts(row), Column.NEW_OWNER.text(row));
            case RENAMED -> new Renamed(Column.TITLE.text(row));
            case ROLE_CHANGED -> roleChanged(row);
        };
    }

    private static RoleChanged roleChanged(Map<Column, Object> row) {
        List<Member> members = members(row);
        return new RoleChanged(
                members.stream().map(Member::getUserId).toList(),
                members.isEmpty() ? Role.MEMBER : members.get(0).getRole());
    }

    private static List<Member> members(Map<Column, Object> row) {
        Map<String, String> roles = Column.ROLES.textMap(row);
        List<Member> members = new ArrayList<>();
        for (String userId : Column.MEMBERS.texts(row)) {
            members.add(new Member(userId, Role.valueOf(roles.getOrDefault(userId, Role.MEMBER.name()))));
        }
        return members;
    }

    private static void putIfSet(Map<Column, Object> row, Column column, Object value) {
        if (value != null) {
            row.put(column, value);
        }
    }
}
