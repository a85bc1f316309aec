package io.parley.schemas;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConversationIdTest {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    @Test
    void shouldGiveBothSidesTheSameDirectConversation() {
        assertThat(ConversationId.direct(ALICE, BOB)).isEqualTo(ConversationId.direct(BOB, ALICE));
    }

    @Test
    void shouldNeverChangeTheIdOfADirectConversation() {
        // The id is stored for years: this very value has to come out for ever.
        assertThat(ConversationId.direct(ALICE, BOB)).hasToString("3765893a-484c-52a9-a1c2-81d4720b2546");
    }

    @Test
    void shouldReserveNameBasedIds() {
        assertThat(ConversationId.direct(ALICE, BOB).isRandom()).isFalse();
        assertThat(ConversationId.direct(ALICE, BOB).value().version()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3f2b8c1e-7d4a-4b6f-9c0d-1a2b3c4d5e6f", "018f4c1e-7d4a-7b6f-9c0d-1a2b3c4d5e6f"})
    void shouldTakeRandomIdsFromClients(String id) {
        assertThat(ConversationId.parse(id).isRandom()).isTrue();
        assertThat(ConversationId.parse(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3F2B8C1E-7D4A-4B6F-9C0D-1A2B3C4D5E6F",
                "3f2b8c1e7d4a4b6f9c0d1a2b3c4d5e6f",
                "3f2b8c1e-7d4a-4b6f-9c0d-1a2b3c4d5e6g",
                "3f2b8c1e-7d4a-4b6f-9c0d-1a2b3c4d5e6f0"
            })
    void shouldRefuseWhenNotCanonical(String text) {
        assertThatThrownBy(() -> ConversationId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseADirectConversationWithOneself() {
        assertThatThrownBy(() -> ConversationId.direct(ALICE, new UserId("alice")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
