package io.parley.resilience.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps a user's commands until their outcome is known, in the order in which they were given. Not thread-safe. */
final class Outbox {

    private final Map<String, Command> pending = new LinkedHashMap<>();
    private final Map<String, Integer> turns = new HashMap<>();

    /**
     * Holds a command as it is sent, each time under the same id.
     *
     * @param turn counts the user's commands in the conversation
     */
    record Command(ObjectNode frame, String conversation, String id, int turn) {}

    /** Makes a frame that names members. */
    static ObjectNode withMembers(String type, Collection<String> members) {
        ObjectNode frame = Socket.frame(type);
        ArrayNode users = frame.putArray("members");
        members.forEach(users::add);
        return frame;
    }

    /** Keeps a command of this frame, which gets an id. */
    Command add(String conversation, ObjectNode frame) {
        String id = UUID.randomUUID().toString();
        int turn = turns.merge(conversation, 1, Integer::sum);
        frame.put("id", id).put("conversationId", conversation);
        Command command = new Command(frame, conversation, id, turn);
        pending.put(id, command);
        return command;
    }

    /** Returns the command of this id that waits for its outcome, or null. */
    Command find(String id) {
        return pending.get(id);
    }

    /** Forgets a command, whose outcome is known. */
    void remove(String id) {
        pending.remove(id);
    }

    /** Returns all commands that wait for their outcome, in order. */
    List<Command> all() {
        return List.copyOf(pending.values());
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }
}
