package io.parley.topologies.path;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Push;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/** The state of a group in the order of its log, and the notifications due to its members by the rules. */
final class NotifiedGroup {

    final Set<String> members = new TreeSet<>();
    final Map<Long, Event> messages = new TreeMap<>();
    final Map<Long, String> texts = new TreeMap<>();
    final Map<String, Long> reads = new HashMap<>();
    final Map<String, Long> due = new HashMap<>();
    long head;

    private final String id;
    private final Map<String, Set<Long>> mayStay = new HashMap<>();

    NotifiedGroup(String id) {
        this.id = id;
    }

    /** @param isAway whether a user has no session */
    void take(Event event, Predicate<String> isAway) {
        head = event.getSequence();
        if (event.getBody() instanceof Message message) {
            messages.put(head, event);
            texts.put(head, message.getContent());
            members.stream()
                    .filter(user -> isAway.test(user) && isUnread(user, event))
                    .forEach(user -> due.put(user, head));
            read(event.getSenderId(), head);
        } else if (event.getBody() instanceof Edited edited) {
            texts.replace(edited.getTarget(), edited.getContent());
        } else if (event.getBody() instanceof Deleted deleted) {
            texts.remove(deleted.getTarget());
            due.keySet().removeIf(user -> unread(user) == 0);
        }
    }

    void read(String user, long mark) {
        reads.merge(user, mark, Math::max);
        due.computeIfPresent(user, (who, sequence) -> sequence <= mark || unread(user) == 0 ? null : sequence);
    }

    /** The last session of the user broke off: the newest message since then may have gone to nobody. */
    void swallowed(String user, Instant since) {
        if (members.contains(user)) {
            boolean came = messages.values().stream()
                    .anyMatch(message ->
                            isUnread(user, message) && !message.getSentAt().isBefore(since));
            messages.values().stream()
                    .filter(message -> came && isUnread(user, message) && texts.containsKey(message.getSequence()))
                    .reduce((earlier, later) -> later)
                    .ifPresent(newest -> due.merge(user, newest.getSequence(), Math::max));
        }
    }

    /** The message came to a session of the user instead. */
    void delivered(String user, long sequence) {
        due.remove(user, sequence);
    }

    /** A notification of this message may stay although it was taken back. */
    void mayStay(String user, long sequence) {
        mayStay.computeIfAbsent(user, who -> new TreeSet<>()).add(sequence);
    }

    void checkExactly(String user, OnePendingNotification device) {
        Optional<Push> shown = device.shown(user, id);
        assertThat(sequence(shown)).as("%s in %s", user, id).isEqualTo(due.getOrDefault(user, 0L));
        shown.ifPresent(push -> assertThat(push.getContent()).isEqualTo(texts.get(push.getSequence())));
    }

    void checkNothingIsLostNorOld(String user, OnePendingNotification device) {
        Optional<Push> shown = device.shown(user, id);
        assertThat(sequence(shown)).as("%s in %s", user, id).isGreaterThanOrEqualTo(due.getOrDefault(user, 0L));
        shown.filter(push -> !mayStay.getOrDefault(user, Set.of()).contains(push.getSequence()))
                .ifPresent(push -> {
                    assertThat(members).as("%s", push).contains(user);
                    assertThat(isUnread(user, messages.get(push.getSequence())) && unread(user) > 0)
                            .as("unread: %s", push)
                            .isTrue();
                    // The text of a message is gone after a crash, that of a deleted one for good.
                    assertThat(push.getContent()).isIn(null, texts.get(push.getSequence()));
                });
    }

    /** The number of undeleted messages of others after the read mark. */
    long unread(String user) {
        return texts.keySet().stream()
                .filter(sequence -> isUnread(user, messages.get(sequence)))
                .count();
    }

    private boolean isUnread(String user, Event message) {
        return message.getSequence() > reads.getOrDefault(user, 0L)
                && !message.getSenderId().equals(user);
    }

    private static long sequence(Optional<Push> shown) {
        return shown.map(Push::getSequence).orElse(0L);
    }
}
