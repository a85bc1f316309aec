package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.admin.access.Caller;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps acts instead of doing them, or refuses them as a log does that is away. */
final class FakeActs implements AdminServer.Acts {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<Act> done = new ArrayList<>();
    final List<Caller> callers = new ArrayList<>();
    ActRefusedException refusal;

    @Override
    public JsonNode perform(Act act, Caller caller) throws ActRefusedException {
        if (refusal != null) {
            throw refusal;
        }
        done.add(act);
        callers.add(caller);
        return JSON.createObjectNode().put("act", act.name());
    }

    @Override
    public JsonNode list(String after, int limit) {
        return JSON.createObjectNode().put("after", after).put("limit", limit);
    }

    @Override
    public JsonNode user(UserId user, Optional<String> after, int limit) {
        return JSON.createObjectNode()
                .put("user", user.value())
                .put("after", after.orElse("-"))
                .put("limit", limit);
    }

    @Override
    public JsonNode conversation(ConversationId conversation, Optional<String> after, int limit) {
        return JSON.createObjectNode()
                .put("conversation", conversation.toString())
                .put("limit", limit);
    }

    @Override
    public JsonNode ofUser(String userId) {
        return JSON.createObjectNode().put("userId", userId);
    }
}
