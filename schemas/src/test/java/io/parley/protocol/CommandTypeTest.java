package io.parley.protocol;

import io.parley.avro.Command;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class CommandTypeTest {

    @Test
    void shouldHaveATypeForEveryBodyThatTheLogTakes() {
        assertThat(Command.getClassSchema().getField("body").schema().getTypes())
                .extracting(Schema::getFullName)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CommandType.values())
                        .map(type -> type.bodyType().getName())
                        .toList());
    }

    @Test
    void shouldFindTypeByItsNameAlone() {
        for (CommandType type : CommandType.values()) {
            assertThat(CommandType.named(type.wireName())).contains(type);
            assertThat(RequestType.named(type.wireName())).isEmpty();
        }
        for (RequestType type : RequestType.values()) {
            assertThat(RequestType.named(type.wireName())).contains(type);
            assertThat(CommandType.named(type.wireName())).isEmpty();
        }
        assertThat(CommandType.named(null)).isEmpty();
        assertThat(RequestType.named("sing")).isEmpty();
    }
}
