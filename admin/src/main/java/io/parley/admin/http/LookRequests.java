package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.parley.admin.access.Caller;
import io.parley.admin.access.Role;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers questions. Blocks; thread-safe. */
final class LookRequests {

    private static final Set<Role> LOOKING = Set.of(Role.OPERATOR, Role.SUPPORT, Role.COMPLIANCE, Role.LOOK);

    private final Callers callers;
    private final Looks looks;
    private final Map<String, Look> byPath = Map.of(
            "/v1/suspensions", new Look(Role.PEOPLE, (query, caller) -> suspensions(query)),
            "/v1/user", new Look(LOOKING, this::user),
            "/v1/conversation", new Look(LOOKING, (query, caller) -> conversation(query)),
            "/v1/sign-ins", new Look(Role.PRIVACY, (query, caller) -> signIns(query)));

    /** Joins a question to the roles that may ask it. */
    private record Look(Set<Role> allowed, Question question) {}

    /** Answers a question. */
    @FunctionalInterface
    private interface Question {

        JsonNode answer(Query query, Caller caller) throws Problem;
    }

    LookRequests(Callers callers, Looks looks) {
        this.callers = callers;
        this.looks = looks;
    }

    boolean isFor(String path) {
        return byPath.containsKey(path);
    }

    Answer answer(HttpExchange exchange, String path) throws Problem {
        Look look = byPath.get(path);
        Caller caller = callers.caller(exchange);
        if (!caller.hasOneOf(look.allowed())) {
            throw Problem.noRole();
        }
        AdminServer.requireMethod(exchange, "GET");
        return Answer.json(Status.OK, look.question().answer(Query.of(exchange.getRequestURI()), caller));
    }

    private JsonNode user(Query query, Caller caller) throws Problem {
        UserId user = userOf(query);
        int limit = query.limit();
        return LogAnswer.of(() -> looks.user(user, query.text("after"), limit, caller.hasOneOf(Role.PRIVACY)));
    }

    private JsonNode conversation(Query query) throws Problem {
        ConversationId conversation = query.text("conversationId")
                .filter(ConversationId::isValid)
                .map(ConversationId::parse)
                .orElseThrow(() -> JsonFields.invalid("conversationId", ConversationId.EXPECTATION));
        int limit = query.limit();
        return LogAnswer.of(() -> looks.conversation(conversation, query.text("after"), limit));
    }

    private JsonNode suspensions(Query query) throws Problem {
        Optional<String> user = query.text("userId");
        int limit = query.limit();
        return user.isPresent()
                ? LogAnswer.of(() -> looks.suspensionsOf(user.get()))
                : LogAnswer.of(() -> looks.suspensions(query.text("after").orElse(""), limit));
    }

    private JsonNode signIns(Query query) throws Problem {
        UserId user = userOf(query);
        int limit = query.limit();
        var before = query.place("before");
        return LogAnswer.of(() -> looks.signIns(user, before, limit));
    }

    private static UserId userOf(Query query) throws Problem {
        return query.text("userId")
                .filter(UserId::isValid)
                .map(UserId::new)
                .orElseThrow(() -> JsonFields.invalid("userId", UserId.EXPECTATION));
    }
}
