package io.parley.runtime.authority;

import io.parley.avro.Authority;
import io.parley.avro.AuthorityKind;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandSealsTest {

    private static final String SECRET = "s".repeat(32);
    private static final Instant NOON = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final CommandSeals SEALS = CommandSeals.of(SECRET, List.of());
    private static final Command PLAIN =
            new Command("c", "shop", "order-1", new Send("hello", "text/plain", false, null, null), false, null);
    private static final Command SEALED = SEALS.sealed(PLAIN, AuthorityKind.BACK_END, NOON);

    static Stream<Command> forgeries() {
        Authority right = SEALED.getAuthority();
        Object body = PLAIN.getBody();
        return Stream.of(
                new Command("d", "shop", "order-1", body, false, right),
                new Command("c", "alice", "order-1", body, false, right),
                new Command("c", "shop", "order-2", body, false, right),
                new Command("c", "shop", "order-1", new Send("bye", "text/plain", false, null, null), false, right),
                new Command(
                        "c", "shop", "order-1", new Create(ConversationKind.GROUP, List.of("eve"), null), false, right),
                new Command("c", "shop", "order-1", body, false, with(AuthorityKind.OPERATOR, right.getAt())),
                new Command("c", "shop", "order-1", body, false, with(AuthorityKind.BACK_END, NOON.plusMillis(1))),
                CommandSeals.of("another secret of thirty-two bytes", List.of())
                        .sealed(PLAIN, AuthorityKind.BACK_END, NOON));
    }

    private static Authority with(AuthorityKind kind, Instant at) {
        return new Authority(kind, at, SEALED.getAuthority().getSeal());
    }

    @Test
    void shouldRecogniseItsOwnSealForADay() {
        assertThat(isValid(SEALED, Duration.ZERO)).isTrue();
        assertThat(isValid(SEALED, Duration.ofHours(24))).isTrue();
        assertThat(isValid(SEALED, Duration.ofHours(24).plusMillis(1))).isFalse();
        assertThat(isValid(SEALED, Duration.ofHours(-25))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void shouldRecogniseNoSealOfAnotherCommand(Command forged) {
        assertThat(isValid(forged, Duration.ZERO)).isFalse();
    }

    @Test
    void shouldRecogniseASealByTheFormerSecret() {
        // Given
        CommandSeals renewed = CommandSeals.of("n".repeat(32), List.of(SECRET));

        // Then
        assertThat(renewed.areValidOn(SEALED, NOON.toEpochMilli())).isTrue();
        assertThat(SEALS.areValidOn(renewed.sealed(PLAIN, AuthorityKind.BACK_END, NOON), NOON.toEpochMilli()))
                .isFalse();
    }

    @Test
    void shouldRecogniseNoneAndMakeNoneWithoutASecret() {
        assertThat(CommandSeals.none().areValidOn(SEALED, NOON.toEpochMilli())).isFalse();
        assertThatThrownBy(() -> CommandSeals.none().sealed(PLAIN, AuthorityKind.OPERATOR, NOON))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldCoverEveryPartOfABodyWithLists() {
        assertThat(CanonicalBytes.of(stamp(Map.of("a", 1, "b", 2), List.of("a"))))
                .isEqualTo(CanonicalBytes.of(stamp(new TreeMap<>(Map.of("b", 2, "a", 1)), List.of("a"))))
                .isNotEqualTo(CanonicalBytes.of(stamp(Map.of("a", 1, "b", 2), List.of("b"))))
                .isNotEqualTo(CanonicalBytes.of(stamp(Map.of("a", 1, "b", 3), List.of("a"))));
    }

    private static TargetStamp stamp(Map<String, Integer> reactions, List<String> own) {
        return new TargetStamp("message", "bob", NOON, false, 3L, reactions, own);
    }

    @Test
    void shouldNotDependOnAFieldThatAnotherVersionAdds() {
        // Given
        IndexedRecord ofToday = new Create(ConversationKind.GROUP, List.of("bob"), "ours");
        List<Field> fields = new ArrayList<>();
        ofToday.getSchema().getFields().forEach(field -> fields.add(new Field(field, field.schema())));
        fields.add(new Field("colour", Schema.create(Schema.Type.STRING), null, "red"));
        Schema tomorrow = Schema.createRecord("Create", null, "io.parley.avro", false, fields);
        GenericData.Record ofTomorrow = new GenericData.Record(tomorrow);
        ofToday.getSchema().getFields().forEach(field -> ofTomorrow.put(field.name(), ofToday.get(field.pos())));

        // When
        ofTomorrow.put("colour", "red");
        byte[] withDefault = CanonicalBytes.of(ofTomorrow);
        ofTomorrow.put("colour", "blue");

        // Then
        assertThat(withDefault).isEqualTo(CanonicalBytes.of(ofToday));
        assertThat(CanonicalBytes.of(ofTomorrow)).isNotEqualTo(withDefault);
    }

    private static boolean isValid(Command command, Duration age) {
        return SEALS.areValidOn(command, NOON.plus(age).toEpochMilli());
    }
}
