package io.parley.topologies.conversation.subscription;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The sessions that have a conversation open. Immutable except for cached groupings; used by one thread.
 *
 * <p>When a conversation becomes large, its events change their route: from the partitions of its members to that of
 * the gateway's id. The two routes are not ordered with each other. So those who opened it before stay on the first
 * route until they open it again, and only those who opened it since are {@link #direct}. A gateway hands an event to
 * all sessions that a user has there, so all of them share the route of the first.
 */
public final class Subscriptions {

    public static final Subscriptions NONE = new Subscriptions(Map.of());

    private final Map<String, Subscription> bySession;
    private Map<String, List<String>> all;
    private Split split;

    /**
     * The routes to the subscribers of a large conversation.
     *
     * @param direct by gateway, the users who opened it since it was large
     * @param earlier the users who opened it before
     */
    private record Split(long largeBy, Map<String, List<String>> direct, SortedSet<String> earlier) {}

    private Subscriptions(Map<String, Subscription> bySession) {
        this.bySession = bySession;
    }

    public static Subscriptions of(Collection<Subscription> subscriptions) {
        Map<String, Subscription> bySession = new HashMap<>();
        subscriptions.forEach(subscription -> bySession.put(subscription.sessionId(), subscription));
        return bySession.isEmpty() ? NONE : new Subscriptions(bySession);
    }

    int size() {
        return bySession.size();
    }

    /** Null if the session doesn't have it open. */
    Subscription of(String sessionId) {
        return bySession.get(sessionId);
    }

    List<Subscription> where(Predicate<Subscription> condition) {
        return bySession.isEmpty()
                ? List.of()
                : bySession.values().stream().filter(condition).toList();
    }

    /**
     * Dates a new subscription back to before the conversation was large if another session of the user on that gateway
     * is on the first route.
     */
    Subscription onOneWay(Subscription begun, long largeBy) {
        return where(other -> other.since() < largeBy && other.isBeside(begun)).stream()
                .findAny()
                .map(first -> begun.datedBack(first.since()))
                .orElse(begun);
    }

    Subscriptions with(Subscription subscription) {
        Map<String, Subscription> more = new HashMap<>(bySession);
        more.put(subscription.sessionId(), subscription);
        return new Subscriptions(more);
    }

    Subscriptions without(Collection<Subscription> ended) {
        Map<String, Subscription> fewer = new HashMap<>(bySession);
        ended.forEach(subscription -> fewer.remove(subscription.sessionId()));
        return fewer.isEmpty() ? NONE : new Subscriptions(fewer);
    }

    /** The subscribed users by gateway, ascending, each once. */
    public Map<String, List<String>> users() {
        if (all == null) {
            all = grouped(subscription -> true);
        }
        return all;
    }

    /** Like {@link #users}, without one user; a gateway without other subscribers is left out. */
    public Map<String, List<String>> othersThan(String userId) {
        Map<String, List<String>> others = new TreeMap<>();
        users().forEach((gatewayId, userIds) -> {
            List<String> rest = Collections.binarySearch(userIds, userId) < 0
                    ? userIds
                    : userIds.stream().filter(other -> !other.equals(userId)).toList();
            if (!rest.isEmpty()) {
                others.put(gatewayId, rest);
            }
        });
        return others;
    }

    /**
     * The users whom an event reaches directly, by gateway.
     *
     * @param largeBy the sequence of the event by which the conversation became large
     */
    public Map<String, List<String>> direct(long largeBy) {
        return split(largeBy).direct;
    }

    /** The users who opened it before it was large; events reach them through their own partition. */
    public SortedSet<String> earlier(long largeBy) {
        return split(largeBy).earlier;
    }

    private Split split(long largeBy) {
        if (split == null || split.largeBy != largeBy) {
            SortedSet<String> earlier = new TreeSet<>();
            where(subscription -> subscription.since() < largeBy)
                    .forEach(subscription -> earlier.add(subscription.userId()));
            split = new Split(largeBy, grouped(subscription -> subscription.since() >= largeBy), earlier);
        }
        return split;
    }

    private Map<String, List<String>> grouped(Predicate<Subscription> condition) {
        Map<String, SortedSet<String>> sorted = new TreeMap<>();
        for (Subscription subscription : bySession.values()) {
            if (condition.test(subscription)) {
                sorted.computeIfAbsent(subscription.gatewayId(), id -> new TreeSet<>())
                        .add(subscription.userId());
            }
        }
        Map<String, List<String>> grouped = new TreeMap<>();
        sorted.forEach((gatewayId, userIds) -> grouped.put(gatewayId, new ArrayList<>(userIds)));
        return grouped;
    }
}
