package io.parley.push.sends;

import io.parley.avro.DeviceSend;
import io.parley.avro.PushOutcome;
import io.parley.push.lane.Outcome;
import io.parley.schemas.PushReason;

import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Makes records of {@code push-outcomes} of what became of notifications. */
public final class PushOutcomes {

    /**
     * Codes that our own settings may have caused as well, such as a wrong bundle id or the sandbox: who prunes tokens for
     * them first looks how many there are.
     */
    private static final Set<String> BAD_TOKENS =
            Set.of("BadDeviceToken", "DeviceTokenNotForTopic", "SENDER_ID_MISMATCH");

    private PushOutcomes() {}

    /** Returns the record of an outcome. */
    public static PushOutcome record(DeviceSend send, Outcome outcome) {
        return PushOutcome.newBuilder()
                .setUserId(send.getUserId())
                .setConversationId(send.getConversationId())
                .setSequence(send.getSequence())
                .setPlatform(send.getDevice().getPlatform())
                .setToken(send.getDevice().getToken())
                .setReason(reason(outcome).wireName())
                .setCode(outcome.code())
                .setSupersededBy(
                        outcome.supersededBy().isPresent()
                                ? outcome.supersededBy().getAsLong()
                                : null)
                .setAt(outcome.goneSince().orElse(outcome.at()).truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private static PushReason reason(Outcome outcome) {
        return switch (outcome.kind()) {
            case SENT -> PushReason.SENT;
            case SKIPPED -> PushReason.NOTHING_SHOWN;
            case GONE -> BAD_TOKENS.contains(outcome.code()) ? PushReason.BAD_TOKEN : PushReason.GONE;
            case REFUSED, GIVEN_UP -> PushReason.REFUSED;
            case EXPIRED -> PushReason.EXPIRED;
            case SUPERSEDED -> PushReason.COALESCED;
            case REPEAT -> PushReason.REPEAT;
        };
    }
}
