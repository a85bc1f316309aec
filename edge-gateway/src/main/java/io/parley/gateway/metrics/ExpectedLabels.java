package io.parley.gateway.metrics;

import java.util.List;

/**
 * Lists the label values that are known before the first client connects.
 *
 * @param rejections codes of rejections
 * @param handshakes reasons of refused handshakes
 * @param closes close codes
 * @param pauses reasons not to read a connection
 * @param deliveries kinds of deliveries
 */
public record ExpectedLabels(
        List<String> rejections,
        List<String> handshakes,
        List<String> closes,
        List<String> pauses,
        List<String> deliveries) {

    public ExpectedLabels {
        rejections = List.copyOf(rejections);
        handshakes = List.copyOf(handshakes);
        closes = List.copyOf(closes);
        pauses = List.copyOf(pauses);
        deliveries = List.copyOf(deliveries);
    }
}
