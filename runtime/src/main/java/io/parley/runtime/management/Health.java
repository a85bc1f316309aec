package io.parley.runtime.management;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * Reports whether something is healthy.
 *
 * @param reason its activity or its problem, in a few words
 */
public record Health(boolean ok, String reason) {

    public static Health well(String reason) {
        return new Health(true, reason);
    }

    public static Health unwell(String reason) {
        return new Health(false, reason);
    }

    /** Formats the answer to health checks: {@code {"status":"up","reason":"…"}}, or {@code down}. */
    public String toJson() {
        String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(reason));
        return "{\"status\":\"" + (ok ? "up" : "down") + "\",\"reason\":\"" + quoted + "\"}\n";
    }
}
