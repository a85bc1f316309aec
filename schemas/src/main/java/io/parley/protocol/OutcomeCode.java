package io.parley.protocol;

/** Names what the code of a refused outcome in the log may be beside the codes of {@code rejected} frames. */
public final class OutcomeCode {

    /** Says that the command waits for a moderator's judgement. Gateways send it as {@code forbidden}, with a flag. */
    public static final String HELD = "held";

    private OutcomeCode() {}
}
