package io.parley.topologies.conversation.decision;

import io.parley.avro.Add;
import io.parley.avro.ChangeRole;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Created;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.React;
import io.parley.avro.Remove;
import io.parley.avro.Rename;
import io.parley.avro.Role;
import io.parley.avro.Send;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Change;
import io.parley.topologies.conversation.decision.Decision.Repeated;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides commands: a pure function of a command, the log's time and the conversation's state. The order of its checks
 * is part of the protocol: form, authority, repeat, membership, steps, rights, limits; so that non-members learn
 * nothing else, and a command once applied stays applied if the steps change.
 */
public final class Decider {

    private static final long FIRST = 1;

    private final DecisionRules rules;
    private final MessageRules messages;
    private final RosterRules roster;
    private final StepRules steps;

    public Decider(DecisionRules rules) {
        this.rules = rules;
        this.messages = new MessageRules(rules);
        this.roster = new RosterRules(rules);
        this.steps = new StepRules(rules);
    }

    /**
     * Decides one command.
     *
     * @param conversations returns the view of a conversation
     */
    public Decision decide(CommandRecord record, Function<ConversationId, ConversationView> conversations) {
        Command command = record.command();
        Optional<String> flaw = CommandShape.flaw(command);
        if (flaw.isPresent()) {
            return Refusals.badFrame(flaw.get());
        }
        if (command.getAuthority() != null && !rules.seals().areValidOn(command, record.logTime())) {
            return Refusals.UNSEALED;
        }
        ConversationView view = conversations.apply(ConversationId.parse(command.getConversationId()));
        Optional<Head> head = view.head();
        if (head.isEmpty()) {
            return command.getBody() instanceof Create
                    ? steps.ask(
                            record,
                            passed -> isToBlocked(command)
                                    ? Refusals.PEER_BLOCKED
                                    : create(passed, (Create) passed.getBody(), record.logTime()))
                    : Refusals.NOT_A_MEMBER;
        }
        // The log's clock may step back when a broker takes over from another; a conversation's time never does.
        long time = Math.max(record.logTime(), head.get().sentAt());
        Optional<Membership> sender = view.member(command.getSenderId());
        Optional<Remembered> before = view.remembered(command.getSenderId(), command.getCommandId(), time);
        if (command.getBody() instanceof Create create) {
            return createAgain(command, create, sender, before, head.get());
        }
        if (sender.isEmpty() && !OfficialCommands.includes(command)) {
            return before.filter(Remembered::left)
                    .<Decision>map(
                            left -> new Repeated(left.sequence(), head.get().sequence()))
                    .orElse(Refusals.NOT_A_MEMBER);
        }
        if (before.isPresent()) {
            return new Repeated(before.get().sequence(), head.get().sequence());
        }
        return steps.ask(
                record,
                passed -> head.get().isDirect() && isToBlocked(command)
                        ? Refusals.PEER_BLOCKED
                        : decide(new DecisionContext(
                                passed, time, head.get(), sender, view, rules.largeGroupThreshold())));
    }

    /**
     * Whether the command would reach somebody whom its sender has blocked, as their gateway says. What only takes
     * something back is no word to anybody.
     */
    private static boolean isToBlocked(Command command) {
        Object body = command.getBody();
        return command.getPeerBlocked()
                && !(body instanceof Delete || (body instanceof React react && react.getRemove()));
    }

    private Decision decide(DecisionContext now) {
        Object body = now.command().getBody();
        if (body instanceof Send send) {
            return messages.send(now, send);
        }
        if (body instanceof Edit edit) {
            return messages.edit(now, edit);
        }
        if (body instanceof Delete delete) {
            return messages.delete(now, delete);
        }
        if (body instanceof React react) {
            return messages.react(now, react);
        }
        if (body instanceof Add add) {
            return roster.add(now, add);
        }
        if (body instanceof Remove remove) {
            return roster.remove(now, remove);
        }
        if (body instanceof ChangeRole change) {
            return roster.changeRole(now, change);
        }
        return roster.rename(now, (Rename) body);
    }

    private static Decision createAgain(
            Command command, Create create, Optional<Membership> sender, Optional<Remembered> before, Head head) {
        // The sender is a member of the direct conversation, since its id is derived from the two users. One with
        // authority may ask again for a group that its creator has left.
        boolean mayAsk = sender.isPresent() || OfficialCommands.includes(command);
        Optional<Long> first = before.filter(any -> mayAsk).map(Remembered::sequence);
        if (first.isEmpty() && head.isDirect() && isToBlocked(command)) {
            // The other one may have begun it since: then it has no entry, and isn't shown this way either.
            return Refusals.PEER_BLOCKED;
        }
        if (first.isEmpty() && create.getKind() == ConversationKind.DIRECT) {
            return new Repeated(FIRST, head.sequence());
        }
        return first.<Decision>map(sequence -> new Repeated(sequence, head.sequence()))
                .orElse(Refusals.CONVERSATION_EXISTS);
    }

    private Decision create(Command command, Create create, long time) {
        Set<String> userIds = new LinkedHashSet<>();
        userIds.add(command.getSenderId());
        userIds.addAll(create.getMembers());
        if (userIds.size() > rules.maxGroupSize()) {
            return Refusals.tooManyMembers(rules.maxGroupSize());
        }
        List<Member> members = new ArrayList<>(userIds.size());
        List<Change> changes = new ArrayList<>(userIds.size() + 1);
        boolean group = create.getKind() == ConversationKind.GROUP;
        for (String userId : userIds) {
            Role role = group && members.isEmpty() ? Role.OWNER : Role.MEMBER;
            changes.add(new Change.Put(userId, new Membership(role, FIRST, members.size())));
            members.add(new Member(userId, role));
        }
        String title = group ? create.getTitle() : null;
        if (title != null) {
            changes.add(new Change.Title(title));
        }
        Event event = new Event(
                command.getConversationId(),
                FIRST,
                command.getCommandId(),
                command.getSenderId(),
                Instant.ofEpochMilli(time),
                new Created(create.getKind(), members, title));
        return new Accepted(
                event,
                Head.first(FIRST, time, create.getKind(), members.size(), group ? 1 : 0, rules.largeGroupThreshold()),
                changes,
                false);
    }
}
