package io.parley.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.admin.access.Caller;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.ActRefusedException.Kind;
import io.parley.admin.act.ConversationAct;
import io.parley.admin.act.CurrentSuspensions;
import io.parley.admin.act.CurrentSuspensions.Entry;
import io.parley.admin.act.Gateways;
import io.parley.admin.audit.ActLog;
import io.parley.admin.audit.ChainHead;
import io.parley.admin.command.CommandLog;
import io.parley.admin.command.CommandResult;
import io.parley.admin.http.AdminServer;
import io.parley.admin.look.LookJson;
import io.parley.admin.look.LookUps;
import io.parley.avro.Command;
import io.parley.protocol.RejectCode;
import io.parley.schemas.ConversationId;
import io.parley.schemas.SuspensionKey;
import io.parley.schemas.SuspensionTerm;
import io.parley.schemas.SuspensionTerm.IssuedBefore;
import io.parley.schemas.SuspensionTerm.Until;
import io.parley.schemas.Topics;
import io.parley.schemas.UserId;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Does acts: first the audit record, with the change where the log has both, then what is done outside of the log. */
final class LoggedActs implements AdminServer.Acts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ActLog log;
    private final CommandLog commands;
    private final LookUps looks;
    private final Gateways gateways;
    private final Topics topics;

    LoggedActs(ActLog log, CommandLog commands, LookUps looks, Gateways gateways, Topics topics) {
        this.log = log;
        this.commands = commands;
        this.looks = looks;
        this.gateways = gateways;
        this.topics = topics;
    }

    @Override
    public JsonNode perform(Act act, Caller caller) throws ActRefusedException {
        if (act instanceof ConversationAct asked) {
            return command(asked, caller);
        }
        if (act instanceof Act.Retire retire) {
            gateways.requireEnded(retire.gateway());
        }
        ChainHead written = log.write(act, caller, now -> requirePossible(act, now));
        if (act instanceof Act.Retire retire) {
            gateways.delete(topics.deliveries(retire.gateway()));
        }
        ObjectNode answer = JSON.createObjectNode()
                .put("act", act.name())
                .put("subject", act.subject())
                .put("reason", act.reason());
        act.details().forEach(answer::put);
        putAudit(written, answer);
        return answer;
    }

    /** First the record of it, so that none is given without one. */
    private JsonNode command(ConversationAct act, Caller caller) throws ActRefusedException {
        Command command = commands.commandOf(act, caller);
        ChainHead written = log.write(act, caller, now -> {});
        CommandResult result = commands.ask(command);
        ObjectNode answer = JSON.createObjectNode()
                .put("act", act.name())
                .put("conversationId", command.getConversationId())
                .put("id", command.getCommandId());
        if (result instanceof CommandResult.Done done) {
            answer.put("outcome", "done").put("sequence", done.sequence());
        } else if (result instanceof CommandResult.DoneBefore before) {
            answer.put("outcome", "done-before").put("sequence", before.sequence());
        } else if (result instanceof CommandResult.Rejected rejected) {
            requireSuccess(rejected);
            answer.put("outcome", "unchanged");
        } else {
            answer.put("outcome", CommandResult.WAITING);
        }
        putAudit(written, answer);
        return answer;
    }

    /** A command that would change nothing has what it wanted. */
    private static void requireSuccess(CommandResult.Rejected rejected) throws ActRefusedException {
        String code = rejected.code();
        if (code.equals(RejectCode.NOT_A_MEMBER.wireName())) {
            throw ActRefusedException.ofCommand(
                    Kind.NOT_FOUND, code, "there is no such conversation, or the sender is no member of it");
        }
        if (!code.equals(RejectCode.NO_CHANGE.wireName())) {
            throw ActRefusedException.ofCommand(Kind.CONFLICT, code, rejected.message());
        }
    }

    private static void putAudit(ChainHead written, ObjectNode answer) {
        answer.putObject("audit")
                .put("sequence", written.sequence())
                .put("sha256", written.digest().toString());
    }

    @Override
    public JsonNode list(String after, int limit) throws ActRefusedException {
        return log.ask(now -> answer(now.after(after, limit), now.size()));
    }

    @Override
    public JsonNode ofUser(String userId) throws ActRefusedException {
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
    public JsonNode user(UserId user, Optional<String> after, int limit) throws ActRefusedException {
        ObjectNode answer = LookJson.of(looks.user(user, after, limit));
        answer.set("suspensions", ofUser(user.value()).path("suspensions"));
        return answer;
    }

    @Override
    public JsonNode conversation(ConversationId conversation, Optional<String> after, int limit)
            throws ActRefusedException {
        return LookJson.of(looks.conversation(conversation, after, limit));
    }

    private static void requirePossible(Act act, CurrentSuspensions now) throws ActRefusedException {
        if (act instanceof Act.Resume && now.find(act.subject()).isEmpty()) {
            throw new ActRefusedException(Kind.NOT_FOUND, act.subject() + " is not suspended");
        }
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
