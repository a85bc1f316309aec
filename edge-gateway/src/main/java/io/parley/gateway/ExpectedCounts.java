package io.parley.gateway;

import io.parley.avro.Delivery;
import io.parley.gateway.metrics.ExpectedLabels;
import io.parley.gateway.session.CloseReason;
import io.parley.gateway.session.Pause;
import io.parley.protocol.RejectCode;
import org.apache.avro.Schema;

import java.util.List;
import java.util.stream.Stream;

/** What a gateway counts from zero on, gathered from those who count it. */
final class ExpectedCounts {

    private static final List<String> HANDSHAKES = List.of(
            "address",
            "bad-tokens",
            "body",
            "full",
            "headers",
            "keys",
            "late",
            "malformed",
            "method",
            "no-websocket",
            "not-ready",
            "origin",
            "pace",
            "request-line",
            "sockets",
            "subprotocol",
            "token",
            "user");

    private ExpectedCounts() {}

    static ExpectedLabels labels() {
        return new ExpectedLabels(
                Stream.of(RejectCode.values()).map(RejectCode::wireName).toList(),
                HANDSHAKES,
                Stream.of(CloseReason.values())
                        .map(reason -> Integer.toString(reason.code()))
                        .toList(),
                Stream.of(Pause.LOG, Pause.RATE).map(Pause::label).toList(),
                kinds(Delivery.getClassSchema().getField("body").schema()));
    }

    private static List<String> kinds(Schema bodies) {
        return bodies.getTypes().stream().map(Schema::getName).toList();
    }
}
