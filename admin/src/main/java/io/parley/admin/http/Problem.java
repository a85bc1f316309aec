package io.parley.admin.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** A request that is refused over HTTP (RFC 9457). Holds nothing of a token. */
final class Problem extends Exception {

    private static final long serialVersionUID = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final String code;

    Problem(int status, String detail) {
        this(status, detail, null);
    }

    Problem(int status, String detail, Throwable cause) {
        this(status, Optional.empty(), detail, cause);
    }

    /** @param code by which the client protocol names the refusal, if it does */
    Problem(int status, Optional<String> code, String detail, Throwable cause) {
        super(detail, cause);
        this.status = status;
        this.code = code.orElse(null);
    }

    /** Makes the refusal of a caller whose token is known, but good for something else. */
    static Problem noRole() {
        return new Problem(Status.FORBIDDEN, "none of your roles may do that");
    }

    int status() {
        return status;
    }

    /** Returns the body of the answer. */
    ObjectNode body() {
        ObjectNode body = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("status", status)
                .put("detail", getMessage());
        return code == null ? body : body.put("code", code);
    }
}
