package io.parley.admin.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is refused over HTTP (RFC 9457). Holds nothing of a token. */
final class Problem extends Exception {

    private static final long serialVersionUID = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;

    Problem(int status, String detail) {
        this(status, detail, null);
    }

    Problem(int status, String detail, Throwable cause) {
        super(detail, cause);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Returns the body of the answer. */
    ObjectNode body() {
        return JSON.createObjectNode()
                .put("type", "about:blank")
                .put("status", status)
                .put("detail", getMessage());
    }
}
