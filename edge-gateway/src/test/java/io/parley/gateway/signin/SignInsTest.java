package io.parley.gateway.signin;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.SignIn;
import io.parley.gateway.auth.Credential;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.limit.RecordedRefusals;
import io.parley.gateway.log.Appender.Acknowledgement;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.schemas.GatewayId;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class SignInsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.123456Z");
    private static final Credential CREDENTIAL = credential("alice");

    private final InetAddress address;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<SignIn> log = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Acknowledgement> unconfirmed = new ArrayList<>();
    private long nanos;

    private final SignIns signIns = new SignIns(
            new GatewayId("g1"),
            (key, signIn, acknowledgement) -> {
                keys.add(key);
                log.add(signIn);
                unconfirmed.add(acknowledgement);
            },
            new RecordedRefusals(() -> nanos),
            new GatewayMetrics(meters),
            Clock.fixed(NOW, ZoneOffset.UTC));

    SignInsTest() throws UnknownHostException {
        address = InetAddress.getByName("192.0.2.7");
    }

    @Test
    void shouldRecordWhoWasLetInWithTheirAddressAndToken() {
        // When
        signIns.letIn(new SessionIdentity("s1", "phone", CREDENTIAL), address);

        // Then
        assertThat(keys).containsExactly("alice");
        assertThat(log)
                .containsExactly(new SignIn(
                        "alice",
                        Instant.parse("2026-11-30T12:00:00.123Z"),
                        "g1",
                        "192.0.2.7",
                        "let-in",
                        "s1",
                        "phone",
                        "jti-1",
                        "sid-1"));
    }

    @Test
    void shouldRecordWhoWasRefusedWithoutASession() {
        // When
        signIns.refused(new Accepted(CREDENTIAL, Optional.empty()), address, "suspended");

        // Then
        assertThat(log)
                .containsExactly(new SignIn(
                        "alice",
                        Instant.parse("2026-11-30T12:00:00.123Z"),
                        "g1",
                        "192.0.2.7",
                        "suspended",
                        null,
                        null,
                        "jti-1",
                        "sid-1"));
    }

    @Test
    void shouldRecordTenRefusalsOfAUserInAMinuteAndCountTheOthers() {
        // When
        IntStream.range(0, 12).forEach(i -> refuse("alice"));
        refuse("bob");
        nanos = Duration.ofSeconds(6).toNanos();
        refuse("alice");

        // Then
        assertThat(keys)
                .hasSize(12)
                .endsWith("bob", "alice")
                .filteredOn("alice"::equals)
                .hasSize(11);
        assertThat(unrecorded("pace")).isEqualTo(2);
    }

    @Test
    void shouldRecordAHundredRefusalsInASecondOfAllUsers() {
        // When
        IntStream.range(0, 150).forEach(i -> refuse("user-" + i));

        // Then
        assertThat(log).hasSize(100);
        assertThat(unrecorded("pace")).isEqualTo(50);
    }

    @Test
    void shouldCountARecordThatTheLogDoesNotConfirm() {
        // Given
        signIns.letIn(new SessionIdentity("s1", "phone", CREDENTIAL), address);

        // When
        unconfirmed.get(0).done(new IllegalStateException("no broker"));

        // Then
        assertThat(unrecorded("log")).isEqualTo(1);
    }

    @Test
    void shouldDropAndCountWhatFindsTooManyWaiting() {
        // Given
        SessionIdentity identity = new SessionIdentity("s1", "phone", CREDENTIAL);
        IntStream.range(0, SignIns.MOST_WAITING).forEach(i -> signIns.letIn(identity, address));

        // When
        signIns.letIn(identity, address);
        unconfirmed.get(0).done(null);
        signIns.letIn(identity, address);

        // Then
        assertThat(log).hasSize(SignIns.MOST_WAITING + 1);
        assertThat(unrecorded("backlog")).isEqualTo(1);
    }

    private void refuse(String user) {
        signIns.refused(new Accepted(credential(user), Optional.empty()), address, "suspended");
    }

    private static Credential credential(String user) {
        return new Credential(
                new UserId(user),
                NOW.plusSeconds(60),
                Optional.empty(),
                Optional.of("jti-1"),
                Optional.of("sid-1"),
                "key");
    }

    private double unrecorded(String reason) {
        return meters.get("parley.gateway.sign.ins.unrecorded")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
