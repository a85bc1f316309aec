package io.parley.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists the reasons in {@code push-outcomes}, each with its name there. Readers meet others: more may come. */
public enum PushReason {
    /** The provider took it. */
    SENT,
    /** The provider refused it, for a reason that is ours or its own to mend. */
    REFUSED,
    /** The provider says that the token is over. */
    GONE,
    /**
     * The provider doesn't know the token, or not for this app: the token is bad, or the installation's own settings
     * are, such as the app's name or the sandbox.
     */
    BAD_TOKEN,
    /** Another user registered the token since. */
    FORMER_OWNER,
    /** The user or the app took the device back. */
    REMOVED,
    /** The user has no device, or none that was registered by then. */
    NO_DEVICE,
    /** A newer one of the same conversation came before its turn. */
    COALESCED,
    /** It changes nothing, or a newer one was decided before. */
    REPEAT,
    /** It was read, deleted or left before its turn, or was withdrawn before it came. */
    WITHDRAWN,
    /** It withdraws what no device shows. */
    NOTHING_SHOWN,
    /** It is too old to be of use. */
    EXPIRED;

    /** The name in records. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Finds the reason of a record; empty if this version doesn't know it. */
    public static Optional<PushReason> find(String wireName) {
        return Arrays.stream(values())
                .filter(reason -> reason.wireName().equals(wireName))
                .findFirst();
    }
}
