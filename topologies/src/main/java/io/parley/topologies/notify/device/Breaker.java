package io.parley.topologies.notify.device;

import io.parley.avro.Platform;
import io.parley.schemas.DeviceKey;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds back the tokens that a provider doesn't know, until it is clear that the fault isn't ours: a wrong app name or
 * sandbox makes every token unknown, and a user whose devices are dropped for that gets no notifications until each app
 * registers again. From the first such token on, all answers of a minute are counted; at its end the tokens are dropped,
 * or, if too many of the answers were of that kind, kept.
 *
 * <p>In memory alone: what a restart forgets, the provider says again at the next notification. For one thread; times
 * are the engine's, in ms.
 */
public final class Breaker {

    static final long WINDOW_MS = 60_000;

    private final Limit limit;
    private final Map<Platform, Count> counts = new EnumMap<>(Platform.class);
    private long endMs = Long.MAX_VALUE;

    /**
     * The bounds beyond which the fault is ours; both have to be passed.
     *
     * @param least bad tokens of one platform
     * @param percent of that platform's answers
     */
    public record Limit(int least, int percent) {}

    /** A token that its provider doesn't know, and since when. */
    public record Suspect(DeviceKey key, long atMs) {}

    /**
     * The tokens of a minute.
     *
     * @param dropped those to drop
     * @param kept by platform, how many are kept since there are too many of them
     */
    public record Verdict(List<Suspect> dropped, Map<Platform, Integer> kept) {}

    private static final class Count {

        /** By token: one that is used all the time is no sign of many bad ones. */
        final Map<DeviceKey, Suspect> suspects = new LinkedHashMap<>();

        int others;
    }

    public Breaker(Limit limit) {
        this.limit = limit;
    }

    /** Counts an answer of another kind. */
    public void answered(Platform platform) {
        if (endMs != Long.MAX_VALUE) {
            of(platform).others++;
        }
    }

    /** Holds a token back. */
    public void suspect(Suspect suspect, long nowMs) {
        if (endMs == Long.MAX_VALUE) {
            endMs = nowMs + WINDOW_MS;
        }
        of(suspect.key().platform()).suspects.put(suspect.key(), suspect);
    }

    /** The time of the next call of {@link #end}; the greatest there is if no token is held back. */
    public long dueMs() {
        return endMs;
    }

    /** Ends the minute. */
    public Verdict end() {
        List<Suspect> dropped = new ArrayList<>();
        Map<Platform, Integer> kept = new EnumMap<>(Platform.class);
        counts.forEach((platform, count) -> {
            if (isOurs(count)) {
                kept.put(platform, count.suspects.size());
            } else {
                dropped.addAll(count.suspects.values());
            }
        });
        counts.clear();
        endMs = Long.MAX_VALUE;
        return new Verdict(dropped, kept);
    }

    private boolean isOurs(Count count) {
        long bad = count.suspects.size();
        return bad >= limit.least() && bad * 100 > (bad + count.others) * limit.percent();
    }

    private Count of(Platform platform) {
        return counts.computeIfAbsent(platform, any -> new Count());
    }
}
