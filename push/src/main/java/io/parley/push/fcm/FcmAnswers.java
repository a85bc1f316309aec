package io.parley.push.fcm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.push.http.RetryAfter;
import io.parley.push.provider.Answer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges answers of FCM's HTTP v1 interface. Pure. */
final class FcmAnswers {

    /** FCM counts a quota by minutes. */
    static final Duration QUOTA_PAUSE = Duration.ofMinutes(1);

    private static final int SERVER_ERROR = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private FcmAnswers() {}

    /**
     * Judges an answer.
     *
     * @param retryAfter the header, if there is one
     */
    static Answer judge(int status, Optional<String> retryAfter, byte[] body, Instant now) {
        JsonNode answer = parse(body);
        if (status == 200) {
            return new Answer.Sent(shortened(answer.path("name").asText("200")));
        }
        String code = code(answer, status);
        Duration atLeast = RetryAfter.parse(retryAfter, now);
        if (status >= SERVER_ERROR) {
            return new Answer.ProviderBusy(code, atLeast);
        }
        return switch (status) {
            case 404 ->
                code.equals("UNREGISTERED") ? new Answer.Gone(code, Optional.empty()) : new Answer.Refused(code);
            case 403 ->
                code.equals("SENDER_ID_MISMATCH") ? new Answer.Gone(code, Optional.empty()) : new Answer.Refused(code);
            case 413 -> new Answer.TooLarge(code);
            case 429 ->
                isOfDevice(answer)
                        ? new Answer.DeviceBusy(code, atLeast)
                        : new Answer.ProviderBusy(code, atLeast.isZero() ? QUOTA_PAUSE : atLeast);
            // 400 may be the payload as well as the token, which is therefore kept.
            default -> new Answer.Refused(code);
        };
    }

    /** The provider's id of a message without the project's name before it. */
    private static String shortened(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Whether FCM itself names an error, rather than what stands before it. */
    static boolean hasOwnError(byte[] body) {
        return ownError(parse(body)).isPresent();
    }

    private static String code(JsonNode answer, int status) {
        return ownError(answer)
                .orElseGet(() -> answer.path("error").path("status").asText(Integer.toString(status)));
    }

    private static Optional<String> ownError(JsonNode answer) {
        for (JsonNode detail : answer.path("error").path("details")) {
            if (detail.path("@type").asText().endsWith("FcmError")) {
                return Optional.of(detail.path("errorCode").asText());
            }
        }
        return Optional.empty();
    }

    private static boolean isOfDevice(JsonNode answer) {
        for (JsonNode detail : answer.path("error").path("details")) {
            for (JsonNode violation : detail.path("violations")) {
                if (violation.path("subject").asText().startsWith("device")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            // A proxy's page: the status says enough.
            return JSON.createObjectNode();
        }
    }
}
