package io.parley.topologies.presence;

import io.parley.avro.internal.GatewayEnded;
import io.parley.topologies.parts.GatewayUsers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the end of a gateway's epoch means for one user who has, or lately had, something on it.
 *
 * <p>A user's row may have been stored without the sessions that ended, and then a crash has swallowed that they are
 * offline. So the entry that led to the user outlives the end for a while, and a repeat of the end says it again.
 *
 * @param after the user's row from now on
 * @param entry what becomes of the entry
 * @param news what there is to say
 */
record GatewayEnd(UserPresence after, EntryStep entry, Optional<PresenceNews> news) {

    /** Longer than any replay after a crash reaches back. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    enum EntryStep {
        KEEP,
        MARK_ENDED,
        REMOVE
    }

    static GatewayEnd of(GatewayUsers.Entry entry, UserPresence before, GatewayEnded ended, Instant at) {
        String gatewayId = ended.getGatewayId();
        UserPresence after = before.end(gatewayId, ended.getUpToEpoch(), at);
        Optional<PresenceNews> changed = after.status() == before.status()
                ? Optional.empty()
                : Optional.of(PresenceNews.of(entry.userId(), after));
        if (after.isOn(gatewayId)) {
            return new GatewayEnd(after, EntryStep.KEEP, changed);
        }
        if (before.hasSessionOn(gatewayId)) {
            return new GatewayEnd(after, EntryStep.MARK_ENDED, changed);
        }
        if (before.isOn(gatewayId) || isForgotten(entry, at)) {
            return new GatewayEnd(after, EntryStep.REMOVE, Optional.empty());
        }
        return new GatewayEnd(
                after,
                entry.ended() ? EntryStep.KEEP : EntryStep.MARK_ENDED,
                Optional.of(PresenceNews.of(entry.userId(), after)));
    }

    private static boolean isForgotten(GatewayUsers.Entry entry, Instant at) {
        return entry.ended()
                && Instant.ofEpochMilli(entry.endedAtMs()).plus(REMEMBERED).isBefore(at);
    }
}
