package io.parley.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.CurrentSuspensions.Entry;
import io.parley.admin.audit.ActLog;
import io.parley.admin.http.Looks;
import io.parley.admin.look.LookJson;
import io.parley.admin.look.LookUps;
import io.parley.admin.look.SignInLooks;
import io.parley.schemas.ConversationId;
import io.parley.schemas.SuspensionKey;
import io.parley.schemas.SuspensionTerm;
import io.parley.schemas.SuspensionTerm.IssuedBefore;
import io.parley.schemas.SuspensionTerm.Until;
import io.parley.schemas.UserId;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Answers questions by what the log knows: suspensions, users and conversations by their owners, sign-ins. */
final class LoggedLooks implements Looks {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ActLog log;
    private final LookUps owners;
    private final SignInLooks signIns;

    LoggedLooks(ActLog log, LookUps owners, SignInLooks signIns) {
        this.log = log;
        this.owners = owners;
        this.signIns = signIns;
    }

    @Override
    public JsonNode suspensions(String after, int limit) throws ActRefusedException {
        return log.ask(now -> answer(now.after(after, limit), now.size()));
    }

    @Override
    public JsonNode suspensionsOf(String userId) throws ActRefusedException {
        return log.ask(now -> {
            List<Entry> found = Stream.of(SuspensionKey.Kind.USER, SuspensionKey.Kind.TOKENS)
                    .flatMap(kind -> userId.isBlank()
                            ? Stream.<Entry>empty()
                            : now.find(new SuspensionKey(kind, userId).toString()).stream())
                    .toList();
            return answer(found, found.size());
        });
    }

    /** With the user's suspensions, which the log of acts knows. */
    @Override
    public JsonNode user(UserId user, Optional<String> after, int limit, boolean preferences)
            throws ActRefusedException {
        // The owner says them on the first page.
        ObjectNode answer = LookJson.of(owners.user(user, after, limit), preferences && after.isEmpty());
        answer.set("suspensions", suspensionsOf(user.value()).path("suspensions"));
        return answer;
    }

    @Override
    public JsonNode conversation(ConversationId conversation, Optional<String> after, int limit)
            throws ActRefusedException {
        return LookJson.of(owners.conversation(conversation, after, limit));
    }

    @Override
    public JsonNode signIns(UserId user, OptionalLong before, int limit) throws ActRefusedException {
        return LookJson.of(user.value(), signIns.of(user, before, limit));
    }

    private static ObjectNode answer(List<Entry> entries, int count) {
        ObjectNode answer = JSON.createObjectNode().put("count", count);
        ArrayNode all = answer.putArray("suspensions");
        for (Entry entry : entries) {
            ObjectNode each = all.addObject()
                    .put("key", entry.key())
                    .put("reason", entry.suspension().getReason())
                    .put("actor", entry.suspension().getActor())
                    .put("since", entry.since().toString());
            SuspensionTerm.of(entry.suspension()).ifPresent(term -> describe(term, each));
        }
        return answer;
    }

    private static void describe(SuspensionTerm term, ObjectNode answer) {
        if (term instanceof IssuedBefore before) {
            answer.put("issuedBefore", before.time().toString());
        } else if (term instanceof Until until && until.ends()) {
            answer.put("until", until.time().toString());
        }
    }
}
