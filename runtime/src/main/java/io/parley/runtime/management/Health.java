package io.parley.runtime.management;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * Says whether something is well.
 *
 * @param reason in a few words what it is doing, or what is wrong
 */
public record Health(boolean ok, String reason) {

    public static Health well(String reason) {
        return new Health(true, reason);
    }

    public static Health unwell(String reason) {
        return new Health(false, reason);
    }

    /** Gives what health checks are answered with: {@code {"status":"up","reason":"…"}}, or {@code down}. */
    public String toJson() {
        String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(reason));
        return "{\"status\":\"" + (ok ? "up" : "down") + "\",\"reason\":\"" + quoted + "\"}\n";
    }
}
