package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.admin.act.ActRefusedException;
import org.slf4j.LoggerFactory;

/** Waits for an answer of the log. */
@FunctionalInterface
interface LogAnswer {

    JsonNode await() throws ActRefusedException;

    /** @throws Problem with what stands against it */
    static JsonNode of(LogAnswer answer) throws Problem {
        try {
            return answer.await();
        } catch (ActRefusedException e) {
            int status = switch (e.kind()) {
                case NOT_FOUND -> Status.NOT_FOUND;
                case CONFLICT -> Status.CONFLICT;
                case UNAVAILABLE -> Status.UNAVAILABLE;
            };
            if (status == Status.UNAVAILABLE) {
                LoggerFactory.getLogger(LogAnswer.class).warn("the log does not answer", e);
            }
            throw new Problem(status, e.code(), e.getMessage(), e);
        }
    }
}
