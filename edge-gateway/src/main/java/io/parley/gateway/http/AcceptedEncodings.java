package io.parley.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Parses {@code Accept-Encoding} (RFC 9110, 12.5.3): codings in order, each with its weight. */
record AcceptedEncodings(List<Coding> codings) {

    private static final String GZIP = "gzip";
    private static final String ANY = "*";

    private record Coding(String name, double weight) {

        private static Coding of(String text) {
            String[] parts = text.split(";", -1);
            double weight = 1;
            for (String parameter : List.of(parts).subList(1, parts.length)) {
                String trimmed = parameter.trim().toLowerCase(Locale.ROOT);
                if (trimmed.startsWith("q=")) {
                    weight = weight(trimmed.substring(2));
                }
            }
            return new Coding(parts[0].trim().toLowerCase(Locale.ROOT), weight);
        }

        /** An invalid number counts as not wanted. */
        private static double weight(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }

    static AcceptedEncodings of(HttpHeaders headers) {
        return new AcceptedEncodings(headers.getAll(HttpHeaderNames.ACCEPT_ENCODING).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(Coding::of)
                .toList());
    }

    /** Whether gzip is wanted, by its name or as any coding. Without the header the file is sent plain. */
    boolean gzip() {
        return weightOf(GZIP).orElseGet(() -> weightOf(ANY).orElse(0)) > 0;
    }

    private OptionalDouble weightOf(String name) {
        return codings.stream()
                .filter(coding -> coding.name().equals(name))
                .mapToDouble(Coding::weight)
                .findFirst();
    }
}
