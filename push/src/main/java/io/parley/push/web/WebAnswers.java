package io.parley.push.web;

import io.parley.push.http.RetryAfter;
import io.parley.push.provider.Answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges answers of push services (RFC 8030). Pure. */
final class WebAnswers {

    private static final int SUCCESS = 2;
    private static final int SERVER_ERROR = 5;

    private WebAnswers() {}

    /**
     * Judges an answer.
     *
     * @param oneService whether all endpoints are of one service, so that its failure is that of all; else each stands for
     *     itself, and no stranger's server delays the others
     */
    static Answer judge(int status, Optional<String> retryAfter, boolean oneService, Instant now) {
        String code = Integer.toString(status);
        Duration atLeast = RetryAfter.parse(retryAfter, now);
        if (status / 100 == SUCCESS) {
            return new Answer.Sent(code);
        }
        if (status / 100 == SERVER_ERROR) {
            return failed(code, atLeast, oneService);
        }
        return switch (status) {
            case 404, 410 -> new Answer.Gone(code, Optional.empty());
            case 413 -> new Answer.TooLarge(code);
            case 429 -> new Answer.DeviceBusy(code, atLeast);
            default -> new Answer.Refused(code);
        };
    }

    /** Judges that there was no answer, or that of a server that failed. */
    static Answer failed(String code, Duration atLeast, boolean oneService) {
        return oneService ? new Answer.ProviderBusy(code, atLeast) : new Answer.DeviceBusy(code, atLeast);
    }
}
