package io.parley.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.admin.access.Caller;
import io.parley.admin.act.Act;
import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.ActRefusedException.Kind;
import io.parley.admin.act.ConversationAct;
import io.parley.admin.act.CurrentSuspensions;
import io.parley.admin.act.Gateways;
import io.parley.admin.act.ReadEvents;
import io.parley.admin.audit.ActLog;
import io.parley.admin.audit.ChainHead;
import io.parley.admin.command.CommandLog;
import io.parley.admin.command.CommandResult;
import io.parley.admin.http.Acts;
import io.parley.admin.look.EventLooks;
import io.parley.admin.look.LookJson;
import io.parley.admin.look.LookUps;
import io.parley.avro.Command;
import io.parley.protocol.RejectCode;
import io.parley.schemas.Topics;

import java.util.Optional;

/** Performs acts: first the audit record, with the change where the log has both, then what is done outside of the log. */
final class LoggedActs implements Acts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ActLog log;
    private final CommandLog commands;
    private final LookUps owners;
    private final EventLooks events;
    private final Gateways gateways;
    private final Topics topics;

    LoggedActs(ActLog log, CommandLog commands, LookUps owners, EventLooks events, Gateways gateways, Topics topics) {
        this.log = log;
        this.commands = commands;
        this.owners = owners;
        this.events = events;
        this.gateways = gateways;
        this.topics = topics;
    }

    @Override
    public JsonNode perform(Act act, Caller caller) throws ActRefusedException {
        if (act instanceof ConversationAct asked) {
            return command(asked, caller);
        }
        if (act instanceof ReadEvents asked) {
            return read(asked, caller);
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
        ChainHead written = log.append(act, caller);
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
        } else if (result instanceof CommandResult.Held) {
            answer.put("outcome", CommandResult.HELD);
        } else {
            answer.put("outcome", CommandResult.WAITING);
        }
        putAudit(written, answer);
        return answer;
    }

    /** First the record of it, so that nobody reads without one. */
    private JsonNode read(ReadEvents act, Caller caller) throws ActRefusedException {
        events.requireStore();
        long head = owners.conversation(act.conversation(), Optional.empty(), 0).getHead();
        ChainHead written = log.append(act, caller);
        ObjectNode answer = JSON.createObjectNode()
                .put("act", act.name())
                .put("conversationId", act.conversation().toString());
        LookJson.put(events.read(act, head), answer);
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

    private static void requirePossible(Act act, CurrentSuspensions now) throws ActRefusedException {
        if (act instanceof Act.Resume && now.find(act.subject()).isEmpty()) {
            throw new ActRefusedException(Kind.NOT_FOUND, act.subject() + " is not suspended");
        }
    }
}
