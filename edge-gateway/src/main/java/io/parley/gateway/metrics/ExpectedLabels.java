package io.parley.gateway.metrics;

import java.util.List;

/**
 * Lists the label values that are known before the first client connects.
 *
 * @param rejections codes of rejections
 * @param budgets budgets that a request can exceed
 * @param handshakes reasons of refused handshakes
 * @param closes close codes
 * @param cutoffs reasons why a session is ended before its token expires
 * @param pauses reasons not to read a connection
 * @param deliveries kinds of deliveries
 */
public record ExpectedLabels(
        List<String> rejections,
        List<String> budgets,
        List<String> handshakes,
        List<String> closes,
        List<String> cutoffs,
        List<String> pauses,
        List<String> deliveries) {

    public ExpectedLabels {
        rejections = List.copyOf(rejections);
        budgets = List.copyOf(budgets);
        handshakes = List.copyOf(handshakes);
        closes = List.copyOf(closes);
        cutoffs = List.copyOf(cutoffs);
        pauses = List.copyOf(pauses);
        deliveries = List.copyOf(deliveries);
    }
}
