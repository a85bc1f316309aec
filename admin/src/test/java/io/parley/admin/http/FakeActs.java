package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.admin.access.Caller;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeps acts instead of doing them, or refuses them as a log does that is away. */
final class FakeActs implements Acts, Looks {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<Act> done = new ArrayList<>();
    final List<Caller> callers = new ArrayList<>();
    ActRefusedException refusal;
    String outcome;

    @Override
    public JsonNode perform(Act act, Caller caller) throws ActRefusedException {
        if (refusal != null) {
            throw refusal;
        }
        done.add(act);
        callers.add(caller);
        ObjectNode answer = JSON.createObjectNode().put("act", act.name());
        return outcome == null ? answer : answer.put("outcome", outcome);
    }

    @Override
    public JsonNode suspensions(String after, int limit) {
        return JSON.createObjectNode().put("after", after).put("limit", limit);
    }

    @Override
    public JsonNode user(UserId user, Optional<String> after, int limit, boolean preferences) {
        return JSON.createObjectNode()
                .put("user", user.value())
                .put("after", after.orElse("-"))
                .put("preferences", preferences)
                .put("limit", limit);
    }

    @Override
    public JsonNode conversation(ConversationId conversation, Optional<String> after, int limit) {
        return JSON.createObjectNode()
                .put("conversation", conversation.toString())
                .put("limit", limit);
    }

    @Override
    public JsonNode signIns(UserId user, OptionalLong before, int limit) {
        return JSON.createObjectNode()
                .put("user", user.value())
                .put("before", before.orElse(-1))
                .put("limit", limit);
    }

    @Override
    public JsonNode suspensionsOf(String userId) {
        return JSON.createObjectNode().put("userId", userId);
    }
}
