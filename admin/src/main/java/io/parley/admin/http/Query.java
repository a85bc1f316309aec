package io.parley.admin.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The parameters of a request's address. */
record Query(Map<String, String> values) {

    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1_000;

    static Query of(URI address) throws Problem {
        Map<String, String> values = new HashMap<>();
        String raw = address.getRawQuery();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                values.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return new Query(Map.copyOf(values));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int limit() throws Problem {
        try {
            int limit = text("limit").map(Integer::valueOf).orElse(USUAL_LIMIT);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new Problem(Status.BAD_REQUEST, "limit: (expected: a whole number, 1 to " + HIGHEST_LIMIT + ")", e);
        }
        throw new Problem(Status.BAD_REQUEST, "limit: (expected: 1 to " + HIGHEST_LIMIT + ")");
    }

    /** The place from where the page before went on; empty for the first page. */
    OptionalLong place(String name) throws Problem {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long place = Long.parseLong(text.get());
            if (place >= 0) {
                return OptionalLong.of(place);
            }
        } catch (NumberFormatException e) {
            throw new Problem(Status.BAD_REQUEST, name + ": (expected: as the page before says it)", e);
        }
        throw new Problem(Status.BAD_REQUEST, name + ": (expected: as the page before says it)");
    }

    private static String decoded(String text) throws Problem {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Problem(Status.BAD_REQUEST, "the address is not encoded properly", e);
        }
    }
}
