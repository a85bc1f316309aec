package io.parley.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Shows where the audit record of an act is in the chain. */
final class AuditMark {

    private AuditMark() {}

    /** Returns the number and the SHA-256 of the record that an answer names. */
    static String of(JsonNode answer) {
        JsonNode audit = answer.path("audit");
        return "audit record " + audit.path("sequence").asLong() + ":"
                + audit.path("sha256").asText();
    }
}
