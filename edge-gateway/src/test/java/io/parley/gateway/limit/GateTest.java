package io.parley.gateway.limit;

import io.parley.gateway.limit.Gate.Full;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class GateTest {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private long nanos = -5;

    @Test
    void shouldLetInAsManyAsFitAndOneForEachThatLeaves() {
        // Given
        Gate gate = gate(new ConnectionLimits(2, 0, 0, 0, 0));
        assertThat(gate.enter(ALICE, HERE)).isEmpty();
        assertThat(gate.enter(BOB, HERE)).isEmpty();

        // Then
        assertThat(gate.enter(ALICE, HERE)).contains(Full.GATEWAY);
        gate.leave(BOB, HERE);
        assertThat(gate.enter(ALICE, HERE)).isEmpty();
        assertThat(gate.enter(ALICE, HERE)).contains(Full.GATEWAY);
    }

    @Test
    void shouldBoundAUserAndTakeNoPlaceFromOthersWhenItRefuses() {
        // Given
        Gate gate = gate(new ConnectionLimits(2, 1, 0, 0, 0));
        assertThat(gate.enter(ALICE, HERE)).isEmpty();

        // When
        assertThat(gate.enter(ALICE, HERE)).contains(Full.USER);

        // Then
        assertThat(gate.enter(BOB, HERE)).isEmpty();
        gate.leave(ALICE, HERE);
        assertThat(gate.enter(ALICE, HERE)).isEmpty();
    }

    @Test
    void shouldBoundAnAddressAndTakeNoPlaceFromTheUserWhenItRefuses() throws Exception {
        // Given
        InetAddress there = InetAddress.getByName("203.0.113.7");
        Gate gate = gate(new ConnectionLimits(9, 2, 1, 0, 0));
        assertThat(gate.enter(ALICE, HERE)).isEmpty();

        // When
        assertThat(gate.enter(ALICE, HERE)).contains(Full.ADDRESS);

        // Then
        assertThat(gate.enter(ALICE, there)).isEmpty();
        assertThat(gate.enter(BOB, HERE)).contains(Full.ADDRESS);
    }

    @Test
    void shouldTakeHandshakesAtItsPaceAfterASecondsWorthAtOnce() {
        // Given
        Gate gate = gate(new ConnectionLimits(9, 0, 0, 10, 0));
        assertThat(IntStream.range(0, 10).allMatch(i -> gate.isTurn())).isTrue();

        // Then
        assertThat(gate.isTurn()).isFalse();
        nanos += 99_999_999;
        assertThat(gate.isTurn()).isFalse();
        nanos += 1;
        assertThat(gate.isTurn()).isTrue();
        assertThat(gate.isTurn()).isFalse();
    }

    @Test
    void shouldGiveATurnThatWasGivenBackToTheNext() {
        // Given
        Gate gate = gate(new ConnectionLimits(9, 0, 0, 2, 0));
        assertThat(gate.isTurn()).isTrue();

        // When
        gate.giveBackTurn();
        gate.giveBackTurn();

        // Then
        assertThat(gate.isTurn()).isTrue();
        assertThat(gate.isTurn()).isTrue();
        assertThat(gate.isTurn()).isFalse();
    }

    @Test
    void shouldKeepNothingOfThoseWhoLeft() {
        // Given
        Tally<String> tally = new Tally<>(2);
        tally.take("a");
        tally.take("a");
        assertThat(tally.take("a")).isFalse();

        // When
        tally.giveBack("a");
        tally.giveBack("a");

        // Then
        assertThat(tally.size()).isZero();
    }

    private Gate gate(ConnectionLimits limits) {
        return new Gate(limits, () -> nanos);
    }
}
