package io.parley.gateway;

import ch.qos.logback.classic.Level;
import io.parley.avro.SignIn;
import io.parley.protocol.CloseReason;
import io.parley.protocol.FrameLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** Clients behind proxies, by what the limits count: one connection from each address. */
class ProxiesTest {

    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

    private final List<Socket> sockets = new ArrayList<>();
    private LoopbackGateway gateway;

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        gateway.close();
    }

    @Test
    void shouldCountClientsByTheAddressThatATrustedProxySays() throws Exception {
        // Given
        gateway = LoopbackGateway.with(
                "gateway.trusted-proxies", "127.0.0.0/8", "gateway.max-connections-per-address", "1");

        // Then
        try (RawWebSocket first = behind("192.0.2.1");
                RawWebSocket second = behind("192.0.2.2");
                RawWebSocket again = behind("192.0.2.1");
                RawWebSocket pretender = behind("1.1.1.1, 192.0.2.2")) {
            assertThat(first.answer()).startsWith("HTTP/1.1 101 ");
            assertThat(second.answer()).startsWith("HTTP/1.1 101 ");
            assertThat(again.answer()).startsWith("HTTP/1.1 429 ");
            assertThat(pretender.answer()).startsWith("HTTP/1.1 429 ");
        }
    }

    @Test
    void shouldRecordSignInsUnderTheClientsAddressAndNothingOfStrangers() throws Exception {
        // Given
        gateway =
                LoopbackGateway.with("gateway.trusted-proxies", "127.0.0.0/8", "gateway.max-connections-per-user", "1");

        // When
        try (RawWebSocket first = behind("192.0.2.1");
                RawWebSocket again = behind("192.0.2.2");
                Socket stranger = new Socket("127.0.0.1", gateway.port())) {
            first.answer();
            again.answer();
            stranger.getOutputStream().write(ascii(handshake("192.0.2.3", "rubbish")));
            assertThat(statuses(stranger, 1)).isEqualTo("401 ");
        }

        // Then
        assertThat(gateway.signIns)
                .extracting(SignIn::getAddress, SignIn::getOutcome)
                .containsExactly(tuple("192.0.2.1", "let-in"), tuple("192.0.2.2", "user"));
    }

    @Test
    void shouldLogTheClientsAddressWhenItIsRefusedOrClosedForAbuse() throws Exception {
        // Given
        gateway =
                LoopbackGateway.with("gateway.trusted-proxies", "127.0.0.0/8", "gateway.max-connections-per-user", "1");
        try (HeardLog log = new HeardLog("io.parley").at(Level.INFO);
                RawWebSocket first = behind("192.0.2.1");
                RawWebSocket second = behind("192.0.2.2")) {
            second.answer();

            // When
            for (int i = 0; i < FrameLimits.BAD_FRAMES_IN_A_ROW; i++) {
                first.send("no object");
            }
            first.read(RawWebSocket.CLOSE);

            // Then
            assertThat(log.messages())
                    .contains(
                            "user alice was refused at 192.0.2.2: user",
                            "a session of user alice at 192.0.2.1 is closed: " + CloseReason.BAD_FRAMES.text());
        }
    }

    @Test
    void shouldNotBelieveWhoIsNoProxy() throws Exception {
        // Given
        gateway = LoopbackGateway.with(
                "gateway.trusted-proxies", "10.0.0.0/8", "gateway.max-connections-per-address", "1");

        // Then
        try (RawWebSocket first = behind("192.0.2.1");
                RawWebSocket second = behind("192.0.2.2")) {
            assertThat(first.answer()).startsWith("HTTP/1.1 101 ");
            assertThat(second.answer()).startsWith("HTTP/1.1 429 ");
        }
    }

    @Test
    void shouldFindEachClientAnewWhenAProxyKeepsItsConnection() throws Exception {
        // Given
        gateway = LoopbackGateway.with(
                "gateway.trusted-proxies", "127.0.0.1", "gateway.max-connections-per-address", "1");

        // When
        String answers;
        try (RawWebSocket first = behind("192.0.2.1");
                Socket socket = new Socket("127.0.0.1", gateway.port())) {
            assertThat(first.answer()).startsWith("HTTP/1.1 101 ");
            OutputStream out = socket.getOutputStream();
            out.write(ascii(handshake("192.0.2.2", "rubbish")));
            out.write(ascii(handshake("192.0.2.1", gateway.token("alice"))));
            out.write(ascii(handshake("192.0.2.2", gateway.token("alice"))));
            answers = statuses(socket, 3);
        }

        // Then
        assertThat(answers).isEqualTo("401 429 101 ");
    }

    @Test
    void shouldTakeTheAddressOutOfTheProxyProtocol() throws Exception {
        // Given
        gateway = LoopbackGateway.with(
                "gateway.trusted-proxies", "127.0.0.1",
                "gateway.proxy-header", "none",
                "gateway.proxy-protocol", "true",
                "gateway.max-connections-per-address", "1");

        // Then
        assertThat(status(proxied("192.0.2.1", 0))).isEqualTo("101");
        assertThat(status(proxied("2001:db8::1", 7))).isEqualTo("101");
        assertThat(status(proxied("192.0.2.1", 300))).isEqualTo("429");
        assertThat(status(proxied("192.0.2.2", 0))).isEqualTo("101");
    }

    @Test
    void shouldGiveNoTokenToAClientFromElsewhereBehindAProxyOfThisMachine() throws Exception {
        // Given
        gateway = LoopbackGateway.with("gateway.trusted-proxies", "127.0.0.1", "gateway.proxy-protocol", "true");

        // Then
        assertThat(tokenStatus("192.0.2.1")).startsWith("403");
        assertThat(tokenStatus("127.0.0.1")).startsWith("200");
    }

    @Test
    void shouldTakeTheProxysOwnConnectionsWithoutAnAddress() throws Exception {
        // Given
        gateway = LoopbackGateway.with("gateway.trusted-proxies", "127.0.0.1", "gateway.proxy-protocol", "true");

        // Then
        assertThat(status(header(0x20, 0x00, new byte[0]))).isEqualTo("101");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No header, one of version 1, another signature, another version, an address that is cut short.
                "",
                "50524f58592054435034203139322e302e322e3120313032",
                "0d0a0d0a000d0a515549540b2111000c",
                "0d0a0d0a000d0a515549540a3111000c",
                "0d0a0d0a000d0a515549540a21110004c0000201",
                "0d0a0d0a000d0a515549540a2111ffff",
            })
    void shouldCloseAConnectionWithoutAProperHeader(String hex) throws Exception {
        // Given
        gateway = LoopbackGateway.with("gateway.trusted-proxies", "127.0.0.1", "gateway.proxy-protocol", "true");

        // Then
        assertThat(status(HexFormat.of().parseHex(hex))).isEqualTo("closed");
    }

    @Test
    void shouldCloseAConnectionWithAHeaderOfNobodyWhoIsTrusted() throws Exception {
        // Given
        gateway = LoopbackGateway.with("gateway.trusted-proxies", "10.0.0.0/8", "gateway.proxy-protocol", "true");

        // Then
        assertThat(status(proxied("192.0.2.1", 0))).isEqualTo("closed");
    }

    @Test
    void shouldNotStartWithAHeaderThatNobodyMayWrite() {
        gateway = LoopbackGateway.usual();
        assertThatThrownBy(() -> GatewaySetup.with("gateway.proxy-protocol", "true"))
                .hasMessage("gateway.proxy-protocol: true (expected: false without gateway.trusted-proxies)");
        assertThatThrownBy(() -> GatewaySetup.with("gateway.trusted-proxies", "proxy.example"))
                .hasMessageStartingWith(
                        "gateway.trusted-proxies: proxy.example (expected: addresses or ranges such as");
    }

    private RawWebSocket behind(String forwardedFor) throws Exception {
        return new RawWebSocket(
                gateway.port(),
                "Authorization: Bearer " + gateway.token("alice") + "\r\nX-Forwarded-For: " + forwardedFor + "\r\n");
    }

    /** What a connection gets that begins so, and then shakes hands; it stays open until the end. */
    private String status(byte[] beginning) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        sockets.add(socket);
        OutputStream out = socket.getOutputStream();
        try {
            // Not all at once: nothing has to come in one piece.
            for (byte each : beginning) {
                out.write(each);
                out.flush();
            }
            out.write(ascii(handshake("1.1.1.1", gateway.token("alice"))));
        } catch (IOException e) {
            return "closed";
        }
        return statuses(socket, 1).strip();
    }

    /** The statuses of so many answers, or that the connection was closed. */
    private static String statuses(Socket socket, int count) {
        StringBuilder statuses = new StringBuilder();
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int found = 0; found < count; ) {
                String line = in.readLine();
                if (line == null) {
                    return statuses + "closed";
                }
                int begin = line.indexOf("HTTP/1.1 ");
                if (begin >= 0) {
                    statuses.append(line, begin + 9, begin + 13);
                    found++;
                }
            }
        } catch (IOException e) {
            // What wasn't read any more is answered with a reset.
            return statuses + "closed";
        }
        return statuses.toString();
    }

    private String tokenStatus(String clientAddress) throws Exception {
        String body = "{\"userId\":\"alice\"}";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(proxied(clientAddress, 0));
            out.write(ascii(
                    "POST /v1/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body));
            return statuses(socket, 1);
        }
    }

    private static byte[] proxied(String address, int furtherBytes) throws IOException {
        byte[] source = InetAddress.getByName(address).getAddress();
        ByteBuffer rest = ByteBuffer.allocate(2 * source.length + 4 + furtherBytes);
        rest.put(source).put(new byte[source.length]).putShort((short) 4711).putShort((short) 443);
        return header(0x21, source.length == 4 ? 0x11 : 0x21, rest.array());
    }

    private static byte[] header(int command, int family, byte[] rest) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(SIGNATURE);
        header.write(command);
        header.write(family);
        header.write(rest.length >> 8);
        header.write(rest.length);
        header.write(rest);
        return header.toByteArray();
    }

    private static String handshake(String forwardedFor, String token) {
        return "GET /v1/connect HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                + token + "\r\nX-Forwarded-For: " + forwardedFor + "\r\n\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
