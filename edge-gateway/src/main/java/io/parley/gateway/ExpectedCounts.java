package io.parley.gateway;

import io.parley.avro.Delivery;
import io.parley.gateway.limit.Shortage;
import io.parley.gateway.metrics.ExpectedLabels;
import io.parley.gateway.session.connection.PauseReason;
import io.parley.protocol.CloseReason;
import io.parley.protocol.RejectCode;
import org.apache.avro.Schema;

import java.util.List;
import java.util.stream.Stream;

/** Lists the labels that a gateway counts from zero on. */
final class ExpectedCounts {

    private static final List<String> HANDSHAKES = List.of(
            "address",
            "bad-tokens",
            "body",
            "full",
            "headers",
            "key-withdrawn",
            "keys",
            "late",
            "malformed",
            "method",
            "no-websocket",
            "not-ready",
            "origin",
            "pace",
            "proxy-protocol",
            "request-line",
            "signed-out",
            "sockets",
            "subprotocol",
            "suspended",
            "token",
            "user",
            "user-pace");

    private ExpectedCounts() {}

    static ExpectedLabels labels() {
        return new ExpectedLabels(
                Stream.of(RejectCode.values()).map(RejectCode::wireName).toList(),
                Stream.of(Shortage.Of.values()).map(Shortage.Of::label).toList(),
                HANDSHAKES,
                Stream.of(CloseReason.values())
                        .map(reason -> Integer.toString(reason.code()))
                        .distinct()
                        .toList(),
                Stream.of(CloseReason.values())
                        .filter(CloseReason::isCutOff)
                        .map(CloseReason::label)
                        .toList(),
                Stream.of(PauseReason.LOG, PauseReason.RATE)
                        .map(PauseReason::label)
                        .toList(),
                kinds(Delivery.getClassSchema().getField("body").schema()));
    }

    private static List<String> kinds(Schema bodies) {
        return bodies.getTypes().stream().map(Schema::getName).toList();
    }
}
