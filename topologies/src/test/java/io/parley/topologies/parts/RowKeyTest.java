package io.parley.topologies.parts;

import io.parley.schemas.UserId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys of rows, with every user id that there may be. */
class RowKeyTest {

    @Property
    void shouldReturnItsPartsForEveryUserId(@ForAll("users") String owner, @ForAll("users") String item) {
        String key = RowKey.of(owner, item);

        assertThat(RowKey.owner(key)).isEqualTo(owner);
        assertThat(RowKey.item(key)).isEqualTo(item);
        assertThat(key).startsWith(RowKey.prefix(owner));
    }

    @Property
    void shouldNotBeAmongTheRowsOfAnotherUser(
            @ForAll("users") String owner, @ForAll("users") String other, @ForAll("users") String item) {
        String key = RowKey.of(owner, item);

        assertThat(key.startsWith(RowKey.prefix(other))).isEqualTo(owner.equals(other));
    }

    /** Short ones too, of few marks, so that some begin with others. */
    @Provide
    Arbitrary<String> users() {
        Arbitrary<String> few =
                Arbitraries.strings().withChars("a|+.").ofMinLength(1).ofMaxLength(3);
        Arbitrary<String> all = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .numeric()
                .withChars("_.:@-|+=~")
                .ofMinLength(1)
                .ofMaxLength(128);
        return Arbitraries.oneOf(few, all).filter(UserId::isValid);
    }
}
