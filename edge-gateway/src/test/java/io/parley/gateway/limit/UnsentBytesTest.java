package io.parley.gateway.limit;

import io.parley.gateway.limit.UnsentBytes.Share;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

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
    void shouldCountNothingOfASessionThatHasLeft() {
        // Given
        Share phone = session(ALICE, "phone");
        phone.leave();

        // When
        phone.report(8 * MIB);

        // Then
        assertThat(unsent.inAll()).isZero();
        assertThat(ended).isEmpty();
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

    @Test
    void shouldSearchTheUsersOncePerSessionThatItEndsAndNotForTheReportsBehind() {
        // Given
        Searched users = new Searched();
        UnsentBytes overloaded = new UnsentBytes(new UnsentBounds(64 * MIB, 64 * MIB), users);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            shares.add(overloaded.join(new UserId("user-" + i), new Recorded("session " + i)));
        }

        // When
        shares.forEach(share -> share.report(MIB));

        // Then
        assertThat(ended.stream().filter(end -> end.startsWith("shed"))).hasSize(136);
        assertThat(ended.stream().filter(end -> end.startsWith("cut"))).hasSize(72);
        assertThat(users.searches).isEqualTo(ended.size());

        // When
        int before = users.searches;
        for (int step = 1; step <= 10; step++) {
            long less = MIB - 2L * step * UnsentBytes.STEP;
            shares.forEach(share -> {
                share.report(less);
                share.report(less + UnsentBytes.STEP);
            });
        }

        // Then
        assertThat(overloaded.inAll()).isGreaterThan(64 * MIB);
        assertThat(users.searches).isEqualTo(before);
    }

    /** Counts how often all users are looked at. */
    private static final class Searched extends ConcurrentHashMap<UserId, UnsentBytes.OfUser> {

        private static final long serialVersionUID = 1;

        private int searches;

        @Override
        public Collection<UnsentBytes.OfUser> values() {
            Collection<UnsentBytes.OfUser> all = super.values();
            return new AbstractCollection<>() {
                @Override
                public Iterator<UnsentBytes.OfUser> iterator() {
                    searches++;
                    return all.iterator();
                }

                @Override
                public int size() {
                    return all.size();
                }
            };
        }
    }

    private Share session(UserId user, String name) {
        return unsent.join(user, new Recorded(name));
    }

    private final class Recorded implements UnsentBytes.Shedding {

        private final String name;

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public void shed() {
            ended.add("shed " + name);
        }

        @Override
        public void cut() {
            ended.add("cut " + name);
        }
    }
}
