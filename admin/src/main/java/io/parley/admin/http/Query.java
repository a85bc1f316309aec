package io.parley.admin.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request's address. */
record Query(Map<String, String> values) {

    private static final int BAD_REQUEST = 400;
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
            throw new Problem(BAD_REQUEST, "limit: (expected: a whole number, 1 to " + HIGHEST_LIMIT + ")", e);
        }
        throw new Problem(BAD_REQUEST, "limit: (expected: 1 to " + HIGHEST_LIMIT + ")");
    }

    private static String decoded(String text) throws Problem {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Problem(BAD_REQUEST, "the address is not encoded properly", e);
        }
    }
}
