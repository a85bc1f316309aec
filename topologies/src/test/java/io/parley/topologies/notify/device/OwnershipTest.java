package io.parley.topologies.notify.device;

import io.parley.avro.Platform;
import io.parley.avro.internal.TokenChange;
import io.parley.avro.internal.TokenOwner;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class OwnershipTest {

    private final List<TokenChange> lost = new ArrayList<>();
    private TokenOwner owner;

    @Test
    void shouldTakeTheTokenFromTheUserWhoHadIt() {
        register("ann", 1);
        register("ann", 2);
        assertThat(lost).isEmpty();
        register("bob", 3);
        assertThat(owner).isEqualTo(new TokenOwner("bob", 3L));
        assertThat(lost).containsExactly(change("ann", 3));
        register("ann", 4);
        assertThat(lost).containsExactly(change("ann", 3), change("bob", 4));
    }

    @Test
    void shouldGiveNothingToARegistrationThatComesLate() {
        register("bob", 3);
        register("ann", 1);
        assertThat(owner).isEqualTo(new TokenOwner("bob", 3L));
        assertThat(lost).containsExactly(change("ann", 3));
        register("bob", 2);
        assertThat(owner).isEqualTo(new TokenOwner("bob", 3L));
    }

    @Test
    void shouldFindTheSameOwnerInAnyOrderWhenTimesAreEqual() {
        register("ann", 1);
        register("bob", 1);
        assertThat(owner.getUserId()).isEqualTo("bob");
        owner = null;
        register("bob", 1);
        register("ann", 1);
        assertThat(owner.getUserId()).isEqualTo("bob");
        assertThat(lost).containsExactly(change("ann", 1), change("ann", 1));
    }

    private void register(String userId, long atMs) {
        Ownership after = Ownership.after(owner, change(userId, atMs));
        owner = after.owner();
        after.lost().ifPresent(lost::add);
    }

    private static TokenChange change(String userId, long atMs) {
        return new TokenChange(userId, Platform.APNS, "5f1e", atMs);
    }
}
