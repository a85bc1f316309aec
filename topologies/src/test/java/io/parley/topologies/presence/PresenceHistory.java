package io.parley.topologies.presence;

import io.parley.avro.PresenceChange;
import io.parley.avro.SessionState;
import io.parley.topologies.history.HistorySeed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random history of sessions and watches on a few gateways that die, are judged, and come back under new epochs, with
 * crashes that lose the last outputs and a part of the state that was not committed, after which the inputs since the
 * commit come again.
 */
final class PresenceHistory {

    private static final String[] USERS = {"ann", "bob", "cid"};
    private static final String[] GATEWAYS = {"gw-1", "gw-2"};
    private static final int STEPS = 150;
    private static final Duration NOT_YET_JUDGED = Duration.ofSeconds(2);
    private static final Duration UNTIL_JUDGED = Duration.ofSeconds(5);

    private final PresenceFixture presence = new PresenceFixture();
    private final LastWordIsTrue guarantee = new LastWordIsTrue();
    private final Map<String, Long> epochs = new TreeMap<>();
    private final Map<String, Place> sessions = new TreeMap<>();
    private final List<Runnable> uncommitted = new ArrayList<>();
    private final List<Sent> unconfirmed = new ArrayList<>();
    private final Random random;
    private final int steps;

    private record Place(String userId, String gatewayId) {}

    private record Sent(String gatewayId, PresenceChange change) {}

    PresenceHistory(HistorySeed seed) {
        random = seed.random();
        steps = seed.steps(STEPS);
    }

    /** Plays the history, and checks the statuses of every gateway. */
    void run() {
        try (presence) {
            for (String gateway : GATEWAYS) {
                begin(gateway);
            }
            for (int step = 0; step < steps; step++) {
                step(step);
            }
            commit();
            guarantee.checkComplete();
        }
    }

    private void step(int step) {
        String user = any(USERS);
        String gateway = any(GATEWAYS);
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> connect(user, user + "/" + step, gateway);
            case 3, 4 -> someone().ifPresent(this::disconnect);
            case 5, 6 -> someone().ifPresent(session -> turn(session, true));
            case 7 -> someone().ifPresent(session -> turn(session, false));
            case 8, 9, 10 -> watch(user, gateway);
            case 11 -> unwatch(user, gateway);
            case 12 -> begin(gateway);
            case 13 -> die(gateway);
            case 14 -> pass(Duration.ofSeconds(1 + random.nextInt(3)));
            case 15, 16 -> commit();
            default -> crash();
        }
    }

    private void connect(String user, String session, String gateway) {
        long epoch = epochs.get(gateway);
        sessions.put(session, new Place(user, gateway));
        guarantee.connect(user, session, gateway, epoch);
        append(() -> presence.connect(user, session, gateway, epoch));
    }

    private void disconnect(String session) {
        Place place = sessions.remove(session);
        guarantee.disconnect(place.userId(), session);
        change(session, place, SessionState.DISCONNECTED);
    }

    private void turn(String session, boolean away) {
        Place place = sessions.get(session);
        guarantee.turn(place.userId(), session, away);
        change(session, place, away ? SessionState.AWAY : SessionState.ONLINE);
    }

    private void change(String session, Place place, SessionState state) {
        long epoch = epochs.get(place.gatewayId());
        append(() -> presence.session(place.userId(), session, place.gatewayId(), epoch, state));
    }

    private void watch(String user, String gateway) {
        long epoch = epochs.get(gateway);
        guarantee.watch(user, gateway, epoch);
        append(() -> presence.watch(user, gateway, epoch, true));
    }

    private void unwatch(String user, String gateway) {
        long epoch = epochs.get(gateway);
        guarantee.unwatch(user, gateway);
        append(() -> presence.watch(user, gateway, epoch, false));
    }

    /** A gateway starts anew, without a word of its end. */
    private void begin(String gateway) {
        long epoch = epochs.merge(gateway, 1L, Long::sum);
        ended(gateway, epoch - 1);
        append(() -> presence.live(gateway, epoch));
    }

    /** A gateway dies, and the judge says so. */
    private void die(String gateway) {
        commit();
        presence.die(gateway);
        presence.pass(NOT_YET_JUDGED);
        look(false);
        ended(gateway, epochs.get(gateway));
        presence.pass(UNTIL_JUDGED);
        look(false);
        commit();
        begin(gateway);
    }

    private void ended(String gateway, long upToEpoch) {
        guarantee.end(gateway, upToEpoch);
        sessions.values().removeIf(place -> place.gatewayId().equals(gateway));
    }

    /** By then all that came before was committed long ago. */
    private void pass(Duration time) {
        commit();
        presence.pass(time);
        look(false);
        commit();
    }

    private void commit() {
        presence.commit();
        uncommitted.clear();
        unconfirmed.forEach(one -> guarantee.arrived(one.gatewayId(), one.change()));
        unconfirmed.clear();
        guarantee.commit();
    }

    /** Each gateway's statuses since the commit are lost from some point on, and the inputs are repeated. */
    private void crash() {
        for (String gateway : GATEWAYS) {
            List<Sent> delivered = unconfirmed.stream()
                    .filter(one -> one.gatewayId().equals(gateway))
                    .toList();
            unconfirmed.removeAll(delivered);
            unconfirmed.addAll(delivered.subList(0, random.nextInt(delivered.size() + 1)));
        }
        presence.crash(random);
        uncommitted.forEach(input -> {
            input.run();
            look(true);
        });
    }

    private void append(Runnable input) {
        uncommitted.add(input);
        input.run();
        look(false);
    }

    private void look(boolean again) {
        for (String gateway : GATEWAYS) {
            presence.deliveredChanges(gateway).forEach(change -> {
                guarantee.check(gateway, change, again);
                unconfirmed.add(new Sent(gateway, change));
            });
        }
    }

    private Optional<String> someone() {
        List<String> names = List.copyOf(sessions.keySet());
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(random.nextInt(names.size())));
    }

    private String any(String... some) {
        return some[random.nextInt(some.length)];
    }
}
