package io.parley.gateway.limit;

import io.parley.gateway.GatewaySetup;
import io.parley.gateway.limit.ConnectionLimiter.Full;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionLimiterTest {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private long nanos = -5;

    @Test
    void shouldLetInAsManyAsFitAndOneForEachThatLeaves() {
        // Given
        ConnectionLimiter limiter = limiter("gateway.max-connections", "2");
        assertThat(limiter.acquire(ALICE, HERE)).isEmpty();
        assertThat(limiter.acquire(BOB, HERE)).isEmpty();

        // Then
        assertThat(limiter.acquire(ALICE, HERE)).contains(Full.GATEWAY);
        limiter.release(BOB, HERE);
        assertThat(limiter.acquire(ALICE, HERE)).isEmpty();
        assertThat(limiter.acquire(ALICE, HERE)).contains(Full.GATEWAY);
    }

    @Test
    void shouldBoundAUserAndTakeNoPlaceFromOthersWhenItRefuses() {
        // Given
        ConnectionLimiter limiter = limiter("gateway.max-connections", "2", "gateway.max-connections-per-user", "1");
        assertThat(limiter.acquire(ALICE, HERE)).isEmpty();

        // When
        assertThat(limiter.acquire(ALICE, HERE)).contains(Full.USER);

        // Then
        assertThat(limiter.acquire(BOB, HERE)).isEmpty();
        limiter.release(ALICE, HERE);
        assertThat(limiter.acquire(ALICE, HERE)).isEmpty();
    }

    @Test
    void shouldBoundAnAddressAndTakeNoPlaceFromTheUserWhenItRefuses() throws Exception {
        // Given
        InetAddress there = InetAddress.getByName("203.0.113.7");
        ConnectionLimiter limiter =
                limiter("gateway.max-connections-per-user", "2", "gateway.max-connections-per-address", "1");
        assertThat(limiter.acquire(ALICE, HERE)).isEmpty();

        // When
        assertThat(limiter.acquire(ALICE, HERE)).contains(Full.ADDRESS);

        // Then
        assertThat(limiter.acquire(ALICE, there)).isEmpty();
        assertThat(limiter.acquire(BOB, HERE)).contains(Full.ADDRESS);
    }

    @Test
    void shouldCountTheAddressesOfOneNetworkTogetherWhereTheyAreOfIPv6() throws Exception {
        // Given
        ConnectionLimiter limiter = limiter("gateway.max-connections-per-address", "1");
        assertThat(limiter.acquire(ALICE, InetAddress.getByName("2001:db8:1:2::1")))
                .isEmpty();

        // Then
        assertThat(limiter.acquire(ALICE, InetAddress.getByName("2001:db8:1:2:ffff:ffff:ffff:ffff")))
                .contains(Full.ADDRESS);
        assertThat(limiter.acquire(ALICE, InetAddress.getByName("2001:db8:1:3::1")))
                .isEmpty();
        assertThat(limiter.acquire(ALICE, InetAddress.getByName("32.1.13.184"))).isEmpty();
        limiter.release(ALICE, InetAddress.getByName("2001:db8:1:2::9"));
        assertThat(limiter.acquire(ALICE, InetAddress.getByName("2001:db8:1:2::3")))
                .isEmpty();
    }

    @Test
    void shouldTakeAUsersConnectsAtTheirPaceAndForgetThoseWhoHaveItWhole() {
        // Given
        ConnectionLimiter limiter = limiter("gateway.connects-per-minute-per-user", "2");
        assertThat(limiter.connect(ALICE)).isEmpty();
        assertThat(limiter.connect(ALICE)).isEmpty();

        // Then
        assertThat(limiter.connect(ALICE)).contains(Duration.ofSeconds(30));
        limiter.evictIdle();
        assertThat(limiter.connect(ALICE)).contains(Duration.ofSeconds(30));
        assertThat(limiter.connect(BOB)).isEmpty();
        nanos += Duration.ofSeconds(30).toNanos();
        assertThat(limiter.connect(ALICE)).isEmpty();
        assertThat(limiter.connect(ALICE)).isPresent();
    }

    @Test
    void shouldTakeHandshakesAtItsPaceAfterASecondsWorthAtOnce() {
        // Given
        ConnectionLimiter limiter = limiter("gateway.handshakes-per-second", "10");
        assertThat(IntStream.range(0, 10).allMatch(i -> limiter.tryHandshake())).isTrue();

        // Then
        assertThat(limiter.tryHandshake()).isFalse();
        nanos += 99_999_999;
        assertThat(limiter.tryHandshake()).isFalse();
        nanos += 1;
        assertThat(limiter.tryHandshake()).isTrue();
        assertThat(limiter.tryHandshake()).isFalse();
    }

    @Test
    void shouldGiveATurnThatWasGivenBackToTheNext() {
        // Given
        ConnectionLimiter limiter = limiter("gateway.handshakes-per-second", "2");
        assertThat(limiter.tryHandshake()).isTrue();

        // When
        limiter.returnHandshake();
        limiter.returnHandshake();

        // Then
        assertThat(limiter.tryHandshake()).isTrue();
        assertThat(limiter.tryHandshake()).isTrue();
        assertThat(limiter.tryHandshake()).isFalse();
    }

    @Test
    void shouldKeepNothingOfThoseWhoLeft() {
        // Given
        BoundedCounter<String> counter = new BoundedCounter<>(2);
        counter.increment("a");
        counter.increment("a");
        assertThat(counter.increment("a")).isFalse();

        // When
        counter.decrement("a");
        counter.decrement("a");

        // Then
        assertThat(counter.size()).isZero();
    }

    private ConnectionLimiter limiter(String... keysAndValues) {
        return new ConnectionLimiter(GatewaySetup.with(keysAndValues).limits().connections(), () -> nanos);
    }
}
