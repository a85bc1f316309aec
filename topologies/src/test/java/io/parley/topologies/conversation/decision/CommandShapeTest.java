package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.React;
import io.parley.avro.Role;
import io.parley.avro.Send;
import io.parley.topologies.testkit.Commands;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import static io.parley.topologies.testkit.Commands.add;
import static io.parley.topologies.testkit.Commands.changeRole;
import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.remove;
import static io.parley.topologies.testkit.Commands.rename;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

class CommandShapeTest {

    private static final String GROUP = group(1);
    private static final String NAME_BASED = "8d5a9b0e-2c67-5f3b-9a4e-0d1c7e6f2b58";

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(send("no-uuid", "alice", "m", "x"), "conversationId"),
                Arguments.of(send(group(0xAB).toUpperCase(Locale.ROOT), "alice", "m", "x"), "conversationId"),
                Arguments.of(send(GROUP, "", "m", "x"), "sender"),
                Arguments.of(send(GROUP, "al ice", "m", "x"), "sender"),
                Arguments.of(send(GROUP, "alice", "", "x"), "id"),
                Arguments.of(send(GROUP, "alice", "m".repeat(65), "x"), "id"),
                Arguments.of(send(GROUP, "alice", "m", ""), "content"),
                Arguments.of(send(GROUP, "alice", "m", "x".repeat(16_385)), "content"),
                Arguments.of(add(GROUP, "alice", "m"), "members"),
                Arguments.of(add(GROUP, "alice", "m", "bob", "no user"), "members"),
                Arguments.of(remove(GROUP, "alice", "m"), "members"),
                Arguments.of(rename(GROUP, "alice", "m", ""), "title"),
                Arguments.of(rename(GROUP, "alice", "m", "x".repeat(201)), "title"),
                Arguments.of(
                        new Command(GROUP, "alice", "m", new React(1L, "x".repeat(33), false, null), false, null),
                        "reaction"),
                Arguments.of(
                        new Command(GROUP, "alice", "m", new React(1L, "\uFE0F", false, null), false, null),
                        "selectors"),
                Arguments.of(changeRole(GROUP, "alice", "m", Role.OWNER), "members"),
                Arguments.of(changeRole(GROUP, "alice", "m", Role.OWNER, "no user"), "members"),
                Arguments.of(new Command(GROUP, "alice", "m", "no command", false, null), "unknown"),
                Arguments.of(send(GROUP, "x".repeat(129), "m", "x"), "sender"),
                Arguments.of(rename(GROUP, "alice", "m", "a\u202Eb"), "title"),
                Arguments.of(rename(GROUP, "alice", "m", "a\nb"), "title"),
                Arguments.of(rename(GROUP, "alice", "m", " \u00A0\u200B"), "title"),
                Arguments.of(titled(ConversationKind.GROUP, "\u2067a"), "title"),
                Arguments.of(titled(ConversationKind.DIRECT, " "), "title"),
                Arguments.of(titled(ConversationKind.DIRECT, "x".repeat(201)), "title"),
                Arguments.of(
                        new Command(GROUP, "alice", "m", new React(1L, "\u0000", false, null), false, null),
                        "reaction"),
                Arguments.of(ofType("text/html\r\nX: y"), "contentType"),
                Arguments.of(ofType("text"), "contentType"),
                Arguments.of(ofType("a/" + "b".repeat(254)), "contentType"),
                Arguments.of(createGroup(NAME_BASED, "alice", "m", "bob"), "random"),
                Arguments.of(createGroup(GROUP, "alice", "m", "no user"), "members"),
                Arguments.of(
                        new Command(
                                GROUP, "alice", "m", new Create(ConversationKind.GROUP, List.of(), ""), false, null),
                        "title"),
                Arguments.of(createDirect(List.of()), "exactly one other"),
                Arguments.of(createDirect(List.of("bob", "carol")), "exactly one other"),
                Arguments.of(createDirect(List.of("alice")), "exactly one other"),
                Arguments.of(createDirect(List.of("carol")), "derived"));
    }

    static Stream<Command> wellFormed() {
        return Stream.of(
                send(GROUP, "alice", "m", "😀".repeat(16_384)),
                rename(GROUP, "alice", "m", "é".repeat(200)),
                rename(GROUP, "alice", "m", "שלום\u200F!"),
                titled(ConversationKind.DIRECT, "Us two"),
                ofType("text/markdown; charset=\"utf-8\""),
                new Command(GROUP, "alice", "m", new React(1L, "❤\uFE0F", false, null), false, null),
                send(GROUP, "auth0|5f7c8ec7c33c6c004bbafe82", "m", "x"),
                Commands.createDirect("..", "m", "x".repeat(128)),
                createGroup(GROUP, "alice", "m"),
                Commands.createDirect("alice", "m", "bob"),
                Commands.createDirect("bob", "m", "alice"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void shouldNameTheFlawWhenACommandIsMalformed(Command command, String flaw) {
        assertThat(CommandShape.flaw(command))
                .hasValueSatisfying(text -> assertThat(text).contains(flaw));
    }

    @ParameterizedTest
    @MethodSource("wellFormed")
    void shouldFindNoFlawWhenACommandIsWellFormed(Command command) {
        assertThat(CommandShape.flaw(command)).isEmpty();
    }

    private static Command ofType(String contentType) {
        return new Command(GROUP, "alice", "m", new Send("x", contentType, false, null, null), false, null);
    }

    private static Command titled(ConversationKind kind, String title) {
        String conversation = kind == ConversationKind.GROUP ? GROUP : Commands.direct("alice", "bob");
        return new Command(conversation, "alice", "m", new Create(kind, List.of("bob"), title), false, null);
    }

    private static Command createDirect(List<String> members) {
        return new Command(
                Commands.direct("alice", "bob"),
                "alice",
                "m",
                new Create(ConversationKind.DIRECT, members, null),
                false,
                null);
    }
}
