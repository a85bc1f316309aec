package io.parley.topologies.conversation;

import io.parley.avro.AuthorityKind;
import io.parley.avro.Close;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.GatewayEnded;
import io.parley.avro.Open;
import io.parley.avro.React;
import io.parley.avro.Read;
import io.parley.avro.Role;
import io.parley.avro.Send;
import io.parley.avro.Signal;
import io.parley.avro.TargetStamp;
import io.parley.avro.Typing;
import io.parley.runtime.authority.CommandSeals;
import io.parley.schemas.Reactions;
import io.parley.topologies.testkit.Commands;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.apache.avro.specific.SpecificRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Random logs of commands: a few conversations and users and a small choice of ids, so that repeats, strangers and
 * clashes are common; malformed ones among them; and a clock that mostly creeps, sometimes leaps over days, and sometimes
 * steps back.
 */
final class Histories {

    private static final List<String> USERS = List.of("alice", "bob", "carol", "dave");
    private static final Instant START = Instant.parse("2026-03-01T11:59:59Z");

    /** What official commands are sealed by. */
    static final CommandSeals SEALS = CommandSeals.of("the secret of these histories is long", List.of());

    private static final CommandSeals FORGED = CommandSeals.of("the secret of nobody is as long as that", List.of());

    private static final List<String> GATEWAYS = List.of("gw-1", "gw-2");

    /** A record of the log. */
    record Entry(Command command, Instant time) {}

    /** A record of any of the logs that are read: a command, a signal, or what becomes of a gateway. */
    record AnyEntry(SpecificRecord record, Instant time) {}

    private Histories() {}

    static Arbitrary<List<Entry>> histories() {
        return histories(command());
    }

    /** Logs with commands of operators and back ends among those of users. */
    static Arbitrary<List<Entry>> withOfficial() {
        return histories(Arbitraries.frequencyOf(Tuple.of(4, command()), Tuple.of(1, official())));
    }

    private static Arbitrary<List<Entry>> histories(Arbitrary<Command> command) {
        return Combinators.combine(command, step())
                .as(Tuple::of)
                .list()
                .ofMinSize(40)
                .ofMaxSize(160)
                .map(steps -> {
                    List<Entry> log = new ArrayList<>();
                    Instant now = START;
                    for (Tuple.Tuple2<Command, Duration> step : steps) {
                        now = now.plus(step.get2());
                        log.add(new Entry(step.get1(), now));
                    }
                    return log;
                });
    }

    /** Commands, and among them what sessions do that is not numbered, and epochs of gateways that end. */
    static Arbitrary<List<AnyEntry>> withSignals() {
        Arbitrary<SpecificRecord> record = Arbitraries.frequencyOf(
                Tuple.of(10, command().map(SpecificRecord.class::cast)),
                Tuple.of(10, signal().map(SpecificRecord.class::cast)),
                Tuple.of(1, gateway().map(SpecificRecord.class::cast)));
        return Combinators.combine(record, step())
                .as(Tuple::of)
                .list()
                .ofMinSize(80)
                .ofMaxSize(320)
                .map(steps -> {
                    List<AnyEntry> log = new ArrayList<>();
                    Instant now = START;
                    for (Tuple.Tuple2<SpecificRecord, Duration> step : steps) {
                        now = now.plus(step.get2());
                        log.add(new AnyEntry(step.get1(), now));
                    }
                    return log;
                });
    }

    private static Arbitrary<Signal> signal() {
        Arbitrary<String> conversation = Arbitraries.frequencyOf(
                Tuple.of(6, group()),
                Tuple.of(2, Arbitraries.of(Commands.direct("alice", "bob"))),
                Tuple.of(1, Arbitraries.of("no-uuid")));
        Arbitrary<Object> body = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(new Open())),
                Tuple.of(1, Arbitraries.of(new Close())),
                Tuple.of(4, Arbitraries.longs().between(0, 60).map(Read::new)),
                Tuple.of(2, Arbitraries.of(true, false).map(stop -> new Typing(stop, null))));
        return Combinators.combine(
                        conversation,
                        Arbitraries.of("alice", "bob", "carol", "dave", "eve"),
                        gatewayId(),
                        epoch(),
                        body)
                .as((id, userId, gatewayId, epoch, what) ->
                        new Signal(id, userId, userId + "-" + gatewayId, gatewayId, epoch, what));
    }

    private static Arbitrary<GatewayEnded> gateway() {
        return Combinators.combine(gatewayId(), epoch()).as(GatewayEnded::new);
    }

    private static Arbitrary<String> gatewayId() {
        return Arbitraries.of(GATEWAYS);
    }

    private static Arbitrary<Long> epoch() {
        return Arbitraries.longs().between(1, 4);
    }

    private static Arbitrary<Duration> step() {
        return Arbitraries.frequencyOf(
                Tuple.of(30, Arbitraries.longs().between(0, 2_000).map(Duration::ofMillis)),
                Tuple.of(2, Arbitraries.longs().between(1, 50).map(millis -> Duration.ofMillis(-millis))),
                Tuple.of(1, Arbitraries.longs().between(1, 30).map(minutes -> Duration.ofMinutes(-minutes))),
                Tuple.of(3, Arbitraries.longs().between(1, 40).map(Duration::ofHours)));
    }

    private static Arbitrary<Command> command() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, inGroup(user(), content().map(Histories::send))),
                Tuple.of(3, creation()),
                Tuple.of(4, direct()),
                Tuple.of(5, membership()),
                Tuple.of(12, inGroup(user(), aboutMessages())),
                Tuple.of(1, sealed(FORGED)),
                Tuple.of(1, malformed()));
    }

    private static Arbitrary<Command> official() {
        return sealed(SEALS);
    }

    /** By members and by who is none; a seal of the first two days, which the clock leaps over. */
    private static Arbitrary<Command> sealed(CommandSeals seals) {
        Arbitrary<Command> plain = Arbitraries.frequencyOf(
                Tuple.of(2, inGroup(Arbitraries.of("shop", "alice"), content().map(Histories::send))),
                Tuple.of(1, creation()),
                Tuple.of(4, membership()),
                Tuple.of(1, inGroup(Arbitraries.of("shop", "bob"), aboutMessages())));
        return Combinators.combine(
                        plain,
                        Arbitraries.of(AuthorityKind.class),
                        Arbitraries.longs().between(0, 48).map(hours -> START.plus(Duration.ofHours(hours))))
                .as(seals::sealed);
    }

    private static Arbitrary<Command> creation() {
        return Combinators.combine(group(), user(), id(), some(user()))
                .as((group, sender, id, members) ->
                        Commands.createGroup(group, sender, id, members.toArray(String[]::new)));
    }

    private static Arbitrary<Command> direct() {
        return Combinators.combine(Arbitraries.of("alice", "bob"), id(), content(), Arbitraries.of(true, false))
                .as((sender, id, content, create) -> {
                    String other = sender.equals("alice") ? "bob" : "alice";
                    return create
                            ? Commands.createDirect(sender, id, other)
                            : Commands.send(Commands.direct(sender, other), sender, id, content);
                });
    }

    private static Arbitrary<Command> membership() {
        return Combinators.combine(
                        group(),
                        user(),
                        id(),
                        some(user()),
                        Arbitraries.integers().between(0, 7))
                .as((group, sender, id, members, what) -> {
                    String[] named = members.toArray(String[]::new);
                    return switch (what) {
                        case 0, 1 -> Commands.add(group, sender, id, named);
                        case 2 -> Commands.remove(group, sender, id, sender);
                        case 3 -> Commands.remove(group, sender, id, named);
                        case 4 -> Commands.remove(Commands.direct("alice", "bob"), "alice", id, "bob");
                        case 5 -> Commands.changeRole(group, sender, id, Role.OWNER, named);
                        case 6 -> Commands.changeRole(group, sender, id, Role.MEMBER, named);
                        default -> Commands.rename(group, sender, id, "title " + id);
                    };
                });
    }

    private static Arbitrary<Object> aboutMessages() {
        Arbitrary<TargetStamp> stamp = Combinators.combine(
                        Arbitraries.of("message", "message", "message", "created"),
                        user(),
                        Arbitraries.of(false, false, false, true),
                        Arbitraries.longs().between(0, 12),
                        reaction().set().ofMaxSize(2))
                .as((kind, sender, deleted, readUpTo, reactions) -> new TargetStamp(
                        kind,
                        sender,
                        START,
                        deleted,
                        readUpTo,
                        reactions.stream().collect(Collectors.toMap(Reactions::key, each -> 1)),
                        reactions.stream().map(Reactions::key).toList()))
                .injectNull(0.2);
        return Combinators.combine(
                        Arbitraries.longs().between(0, 12),
                        stamp,
                        Arbitraries.integers().between(0, 6),
                        reaction())
                .as((target, stamped, what, reaction) -> switch (what) {
                    case 0 -> new Edit(target, "edited", stamped);
                    case 1 -> new Delete(target, stamped);
                    case 2 -> new Send("an answer", "text/plain", false, target, stamped);
                    case 3 -> new React(target, reaction, true, stamped);
                    default -> new React(target, reaction, false, stamped);
                });
    }

    private static Arbitrary<String> reaction() {
        return Arbitraries.of("👍", "👎", "🎉");
    }

    private static Arbitrary<Command> malformed() {
        return Arbitraries.of(
                Commands.send("no-uuid", "alice", "1", "x"),
                Commands.send(Commands.group(1), "no user", "1", "x"),
                Commands.send(Commands.group(1), "alice", "", "x"),
                Commands.send(Commands.group(1), "alice", "1", ""),
                new Command(
                        Commands.group(3),
                        "alice",
                        "1",
                        new Create(ConversationKind.DIRECT, List.of(), null),
                        false,
                        null));
    }

    private static Object send(String content) {
        return new Send(content, "text/plain", false, null, null);
    }

    private static Arbitrary<Command> inGroup(Arbitrary<String> senders, Arbitrary<Object> bodies) {
        return Combinators.combine(group(), senders, id(), bodies)
                .as((group, sender, id, body) -> new Command(group, sender, id, body, false, null));
    }

    private static Arbitrary<List<String>> some(Arbitrary<String> users) {
        return users.list().ofMaxSize(3);
    }

    private static Arbitrary<String> group() {
        return Arbitraries.integers().between(1, 2).map(Commands::group);
    }

    private static Arbitrary<String> user() {
        return Arbitraries.of(USERS);
    }

    private static Arbitrary<String> id() {
        return Arbitraries.integers().between(1, 25).map(String::valueOf);
    }

    private static Arbitrary<String> content() {
        return Arbitraries.of("hello", "how are you?", "fine");
    }
}
