package io.parley.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a report as JSON: the values of {@link Report} or {@link HostileReport} under their own names. */
public final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private JsonReport() {}

    public static void write(Record report, Path file) throws IOException {
        JSON.writeValue(file.toFile(), report);
    }
}
