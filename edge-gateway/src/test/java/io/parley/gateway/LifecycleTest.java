package io.parley.gateway;

import io.parley.gateway.lease.LeaseStatus;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class LifecycleTest {

    private final Lifecycle lifecycle = new Lifecycle();
    private boolean held = true;
    private boolean superseded;

    private final LeaseStatus lease = new LeaseStatus() {
        @Override
        public boolean isHeld(Duration longestSilence) {
            return held;
        }

        @Override
        public boolean isSuperseded() {
            return superseded;
        }
    };

    @Test
    void shouldBeReadyOnlyOnceItsPortIsBound() {
        // Given
        assertThat(lifecycle.unreadiness()).contains("the gateway is starting");

        // When
        lifecycle.started(lease);

        // Then
        assertThat(lifecycle.obstacle()).isEmpty();
        assertThat(lifecycle.unreadiness()).contains("the port for clients is not bound yet");
        lifecycle.listens();
        assertThat(lifecycle.unreadiness()).isEmpty();
    }

    @Test
    void shouldBeUnreadyWhileItsLeaseIsNotHeld() {
        // Given
        lifecycle.started(lease);
        lifecycle.listens();

        // When
        held = false;

        // Then
        assertThat(lifecycle.obstacle()).isPresent();
        assertThat(lifecycle.unreadiness()).isEqualTo(lifecycle.obstacle());
    }

    /** Others are to take its clients; those who come nevertheless are let in. */
    @Test
    void shouldBeUnreadyWhileItHearsOfNoSuspension() {
        // Given
        lifecycle.started(lease);
        lifecycle.listens();

        // When
        lifecycle.follows(longest -> false);

        // Then
        assertThat(lifecycle.unreadiness())
                .hasValueSatisfying(reason -> assertThat(reason).contains("suspensions"));
        assertThat(lifecycle.obstacle()).isEmpty();
        lifecycle.follows(longest -> true);
        assertThat(lifecycle.unreadiness()).isEmpty();
    }

    @Test
    void shouldLetInThoseWhoComeWhileItLeavesAndNobodyWhileItDrains() {
        // Given
        lifecycle.started(lease);
        lifecycle.listens();

        // When
        lifecycle.leave();

        // Then
        assertThat(lifecycle.unreadiness()).contains("the gateway is going away");
        assertThat(lifecycle.obstacle()).isEmpty();
        lifecycle.drain();
        assertThat(lifecycle.obstacle()).contains("the gateway is draining");
    }

    @Test
    void shouldBeAilingWhenItsSlotIsTaken() {
        // Given
        lifecycle.started(lease);
        assertThat(lifecycle.ailment()).isEmpty();

        // When
        superseded = true;

        // Then
        assertThat(lifecycle.ailment()).isPresent();
        assertThat(lifecycle.obstacle()).isEqualTo(lifecycle.ailment());
    }
}
