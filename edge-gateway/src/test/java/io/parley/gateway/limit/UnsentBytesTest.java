package io.parley.gateway.limit;

import io.parley.gateway.limit.UnsentBytes.Share;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class UnsentBytesTest {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final long MIB = 1 << 20;

    private final UnsentBytes unsent = new UnsentBytes(new UnsentBounds(4 * MIB, 6 * MIB));
    private final List<String> ended = new ArrayList<>();

    @Test
    void shouldShedTheUsersWorstSessionAboveTheUsersBoundAndNoneAtIt() {
        // Given
        Share phone = session(ALICE, "phone");
        Share laptop = session(ALICE, "laptop");
        phone.report(3 * MIB);
        laptop.report(MIB);
        assertThat(ended).isEmpty();

        // When
        laptop.report(MIB + UnsentBytes.STEP);

        // Then
        assertThat(ended).containsExactly("shed phone");
    }

    @Test
    void shouldShedTheWorstUsersWorstSessionAboveTheBoundOfAll() {
        // Given
        session(BOB, "slow").report(2 * MIB);
        session(ALICE, "phone").report(2 * MIB - MIB / 2);
        session(ALICE, "laptop").report(2 * MIB);

        // When
        session(new UserId("carol"), "fast").report(MIB);

        // Then
        assertThat(ended).containsExactly("shed laptop");
    }

    @Test
    void shouldCutConnectionsWhenThoseThatWereShedHoldAsMuchAsTheBound() {
        // Given
        session(ALICE, "first").report(3 * MIB);
        session(ALICE, "second").report(2 * MIB);
        assertThat(ended).containsExactly("shed first");

        // When
        session(ALICE, "third").report(2 * MIB + MIB / 2);

        // Then
        assertThat(ended).containsExactly("shed first", "shed third", "cut first");
    }

    @Test
    void shouldCountAShedSessionUntilItsConnectionIsGone() {
        // Given
        Share slow = session(ALICE, "slow");
        slow.report(3 * MIB);
        slow.closes();
        assertThat(unsent.inAll()).isEqualTo(3 * MIB);

        // When
        slow.leave();

        // Then
        assertThat(unsent.inAll()).isZero();
        assertThat(unsent.size()).isZero();
    }

    @Test
    void shouldForgetWhatWasReadAndKeepNothingOfThoseWhoLeft() {
        // Given
        Share phone = session(ALICE, "phone");
        Share laptop = session(ALICE, "laptop");
        phone.report(3 * MIB);
        laptop.report(MIB);

        // When
        phone.report(0);
        laptop.report(4 * MIB);

        // Then
        assertThat(ended).isEmpty();
        laptop.leave();
        assertThat(unsent.inAll()).isZero();
        phone.leave();
        assertThat(unsent.size()).isZero();
    }

    @Test
    void shouldNotReportWhatIsLessThanAStep() {
        // Given
        Share share = session(ALICE, "phone");

        // When
        share.report(UnsentBytes.STEP - 1);

        // Then
        assertThat(unsent.inAll()).isZero();
        share.report(UnsentBytes.STEP);
        assertThat(unsent.inAll()).isEqualTo(UnsentBytes.STEP);
    }

    private Share session(UserId user, String name) {
        return unsent.join(user, new UnsentBytes.Shedding() {
            @Override
            public void shed() {
                ended.add("shed " + name);
            }

            @Override
            public void cut() {
                ended.add("cut " + name);
            }
        });
    }
}
