package io.parley.topologies.notify.device;

import io.parley.avro.internal.TokenChange;
import io.parley.avro.internal.TokenOwner;

import java.util.Optional;

/**
 * Decides whose a token is: that of the user who registered it last, by the log's clock; of two in the same millisecond
 * that of the greater id. Removals don't count here: the user stays the last owner, so that another one's registration
 * from before, which arrives late, is no new one.
 *
 * @param owner the owner now
 * @param lost the user who doesn't have it any more, or never had it, and since when
 */
public record Ownership(TokenOwner owner, Optional<TokenChange> lost) {

    /** @param known null: nobody registered it before */
    public static Ownership after(TokenOwner known, TokenChange change) {
        TokenOwner changed = new TokenOwner(change.getUserId(), change.getAtMs());
        if (known == null) {
            return new Ownership(changed, Optional.empty());
        }
        if (known.getUserId().equals(change.getUserId())) {
            boolean later = change.getAtMs() > known.getRegisteredMs();
            return new Ownership(later ? changed : known, Optional.empty());
        }
        return isLater(change, known)
                ? new Ownership(changed, Optional.of(loss(change, known.getUserId(), change.getAtMs())))
                : new Ownership(known, Optional.of(loss(change, change.getUserId(), known.getRegisteredMs())));
    }

    private static boolean isLater(TokenChange change, TokenOwner known) {
        return change.getAtMs() == known.getRegisteredMs()
                ? change.getUserId().compareTo(known.getUserId()) > 0
                : change.getAtMs() > known.getRegisteredMs();
    }

    private static TokenChange loss(TokenChange change, String userId, long atMs) {
        return new TokenChange(userId, change.getPlatform(), change.getToken(), atMs);
    }
}
