package io.parley.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Message;
import io.parley.gateway.RawWebSocket.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients' texts and tokens stay private: they are in no log, at any level, and reach no other clients. */
class DiscretionTest {

    private static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final String SECRET = "the password is swordfish";
    private static final String PUSH_TOKEN = "push-token-of-alice";

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.parley");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final List<String> said = new ArrayList<>();
    private LoopbackGateway gateway;

    @BeforeEach
    void open() {
        heard.start();
        ours.addAppender(heard);
        ours.setAdditive(false);
        ours.setLevel(Level.TRACE);
        gateway = LoopbackGateway.usual();
        gateway.inboxes.put(
                "alice",
                List.of(new InboxEntry(
                        GROUP, ConversationKind.GROUP, null, 10L, 0L, 0, false, null, Instant.EPOCH, null)));
    }

    @AfterEach
    void close() {
        gateway.close();
        ours.setLevel(null);
        ours.setAdditive(true);
        ours.detachAppender(heard);
    }

    @Test
    void shouldLogNoTokensAndTextsForAnyInputOfClients() throws Exception {
        // Given
        String good = gateway.token("alice");
        String expired = token(Instant.now().minusSeconds(5));
        String forged = good.substring(0, good.length() - 4) + "AAAA";

        // When
        for (String token : List.of(expired, forged, "rubbish." + SECRET.replace(' ', '-'))) {
            hear(new RawWebSocket(gateway.port(), "Connection: close\r\nAuthorization: Bearer " + token + "\r\n"));
            hear(new RawWebSocket(gateway.port(), "Sec-WebSocket-Protocol: parley.v1.json, bearer." + token + "\r\n"));
        }
        hear(new RawWebSocket(gateway.port(), "Authorization: Bearer " + good + "\r\n" + SECRET + "\r\n"));
        talk(good, List.of(good, expired, forged));
        for (byte[] wrong : List.of(
                RawWebSocket.frame(0x81, joined(SECRET, 0xFF), true),
                RawWebSocket.frame(0x82, SECRET.getBytes(StandardCharsets.UTF_8), true),
                RawWebSocket.frame(0xC1, SECRET.getBytes(StandardCharsets.UTF_8), true),
                RawWebSocket.frame(0x81, SECRET.repeat(10_000).getBytes(StandardCharsets.UTF_8), true))) {
            RawWebSocket socket = connect(good);
            socket.write(wrong);
            hear(socket);
        }
        gateway.close();

        // Then
        List<String> secrets = List.of(
                SECRET, SECRET.replace(' ', '-'), "swordfish", PUSH_TOKEN, signature(good), signature(expired), good);
        assertThat(logged()).isNotEmpty().noneMatch(line -> secrets.stream().anyMatch(line::contains));
        assertThat(said)
                .isNotEmpty()
                .noneMatch(text -> text.contains(signature(good)) || text.contains(signature(expired)))
                .noneMatch(text -> text.contains("Exception") || text.contains("\tat ") || text.contains("io.netty"));
    }

    /** Sends texts that get an answer, or none. */
    private void talk(String token, List<String> tokens) throws IOException {
        RawWebSocket socket = connect(token);
        socket.send("{\"type\":\"send\",\"id\":\"c-1\",\"conversationId\":\"" + GROUP + "\",\"content\":\"" + SECRET
                + "\"}");
        socket.send("{\"type\":\"send\",\"id\":\"c-2\",\"content\":\"" + SECRET + "\"}");
        socket.send("{\"type\":\"" + SECRET + "\"}");
        socket.send("{\"type\":\"send\",\"content\":\"" + SECRET);
        socket.send("{\"type\":\"device\",\"platform\":\"apns\",\"token\":\"" + PUSH_TOKEN + "\"}");
        for (String each : tokens) {
            socket.send("{\"type\":\"auth\",\"token\":\"" + each + "\"}");
        }
        gateway.event(
                new Event(GROUP, 11L, "i", "bob", Instant.EPOCH, new Message(SECRET, "text/plain", false, null)),
                "alice");
        socket.send(0x88, new byte[] {3, (byte) 0xE8}, true);
        hear(socket);
    }

    private RawWebSocket connect(String token) throws IOException {
        RawWebSocket socket = new RawWebSocket(gateway.port(), "Authorization: Bearer " + token + "\r\n");
        socket.read();
        socket.read();
        return socket;
    }

    /** Takes in all that the gateway says until it ends the connection, or the answer to a handshake. */
    private void hear(RawWebSocket socket) throws IOException {
        try (socket) {
            said.add(socket.answer());
            if (socket.answer().startsWith("HTTP/1.1 101")) {
                Frame frame = socket.read();
                while (frame.opcode() != RawWebSocket.CLOSE) {
                    said.add(frame.text());
                    frame = socket.read();
                }
                said.add(frame.text());
            } else {
                socket.endOutput();
                said.add(socket.rest());
            }
        } catch (EOFException e) {
            throw new AssertionError("ended without a Close frame", e);
        }
    }

    private List<String> logged() {
        return List.copyOf(heard.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    private String token(Instant expiry) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject("alice")
                        .expirationTime(Date.from(expiry))
                        .build());
        token.sign(new MACSigner(gateway.auth.secret().orElseThrow()));
        return token.serialize();
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static byte[] joined(String text, int last) {
        byte[] bytes = (text + "x").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) last;
        return bytes;
    }
}
