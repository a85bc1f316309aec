package io.parley.topologies.step;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Marks a command that a moderator has let pass: a header of its record, {@value #HEADER}, once for each step that must
 * not be asked about it again. Anybody who may write to {@code commands} can set it, and no client can: a gateway makes
 * records of frames, without headers.
 */
public final class Release {

    /** The header's key; its value is the name of a step, in UTF-8. */
    public static final String HEADER = "parley.released-by";

    private Release() {}

    /**
     * Makes the headers with which a held command returns to {@code commands}: those that it was held with, and the
     * mark of the step that held it.
     *
     * @param held the headers of its record in {@code held}
     * @param step as {@code HeldCommand} names it
     */
    public static Headers of(Headers held, String step) {
        return new RecordHeaders(held).add(HEADER, step.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the steps that a command was released by. */
    public static Set<String> steps(Headers headers) {
        Set<String> steps = new LinkedHashSet<>();
        for (Header header : headers.headers(HEADER)) {
            if (header.value() != null) {
                steps.add(new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return steps;
    }
}
