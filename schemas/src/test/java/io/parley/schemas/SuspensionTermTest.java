package io.parley.schemas;

import io.parley.avro.SignInEnded;
import io.parley.avro.Suspension;
import io.parley.avro.TokenEnded;
import io.parley.avro.TokensEnded;
import io.parley.avro.UserSuspended;
import io.parley.schemas.SuspensionTerm.IssuedBefore;
import io.parley.schemas.SuspensionTerm.Until;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class SuspensionTermTest {

    private static final Instant TIME = Instant.parse("2100-01-01T00:00:00Z");

    @Test
    void shouldEndAtItsTimeOrNever() {
        for (Object body : new Object[] {
            new UserSuspended("alice", TIME), new TokenEnded("t-1", TIME), new SignInEnded("s-1", TIME)
        }) {
            assertThat(SuspensionTerm.of(suspension(body))).contains(new Until(TIME));
        }
        for (Object body : new Object[] {
            new UserSuspended("alice", null), new TokenEnded("t-1", null), new SignInEnded("s-1", null)
        }) {
            assertThat(SuspensionTerm.of(suspension(body)))
                    .get()
                    .satisfies(term -> assertThat(((Until) term).ends()).isFalse());
        }
        assertThat(new Until(TIME).ends()).isTrue();
    }

    @Test
    void shouldBeTheTimeOfIssueWhenAllTokensAreEnded() {
        assertThat(SuspensionTerm.of(suspension(new TokensEnded("alice", TIME))))
                .contains(new IssuedBefore(TIME));
    }

    /** A kind that is added to the schema has to get its term. */
    @Test
    void shouldKnowEveryKindThatTheSchemaHas() {
        assertThat(Suspension.getClassSchema().getField("body").schema().getTypes())
                .extracting(Schema::getFullName)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(UserSuspended.class, TokensEnded.class, TokenEnded.class, SignInEnded.class)
                                .map(Class::getName)
                                .toList());
        assertThat(SuspensionTerm.of(suspension("a later kind"))).isEmpty();
    }

    private static Suspension suspension(Object body) {
        return new Suspension(body, "reason", "operator");
    }
}
