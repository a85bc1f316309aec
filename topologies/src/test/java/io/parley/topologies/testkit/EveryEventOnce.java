package io.parley.topologies.testkit;

import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Removed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session gets every event of its user's conversations at least once, and shows it once: every event after the head
 * of its inbox, with the log's number and content, and none that its user is no recipient of. A client that drops known
 * sequences shows each once.
 *
 * <pre>
 *  log:      1=created{ann,bob} 2 3=removed{bob} 4
 *  valid:    ann: inbox{2} 3 4     ann: inbox{2} 3 3 4 3     bob: inbox{2} 3
 *  invalid:  ann: inbox{2} 4       ann: inbox{2} 3' 4        bob: inbox{2} 3 4       ann: inbox{}       ann: inbox{5}
 * </pre>
 *
 * Not for large groups, whose events are live only in sessions that have them open.
 *
 * <p>For one session. Recipients follow from the log's own events: those who joined before, up to the event that
 * removes them.
 */
public final class EveryEventOnce {

    private final String userId;
    private final String sessionId;
    private final Map<String, Roster> log = new HashMap<>();
    private final Map<String, Long> heads = new HashMap<>();
    private final Map<String, Set<Long>> delivered = new HashMap<>();

    /** The events of a conversation that are due to the user, as one of their recipients. */
    private static final class Roster {

        private final Set<String> members = new HashSet<>();
        private long newest;
        private final SortedMap<Long, Event> due = new TreeMap<>();
    }

    /** For one session of a user. */
    public EveryEventOnce(String userId, String sessionId) {
        this.userId = userId;
        this.sessionId = sessionId;
    }

    /** Takes the next event of the log; call it before {@link #check} gets the resulting records. */
    public void logged(Event event) {
        Roster roster = log.computeIfAbsent(event.getConversationId(), conversation -> new Roster());
        roster.newest = event.getSequence();
        if (event.getBody() instanceof Created created) {
            created.getMembers().stream().map(Member::getUserId).forEach(roster.members::add);
        } else if (event.getBody() instanceof Added added) {
            roster.members.addAll(added.getMembers());
        }
        if (roster.members.contains(userId)) {
            roster.due.put(event.getSequence(), event);
        }
        if (event.getBody() instanceof Removed removed) {
            roster.members.removeAll(removed.getMembers());
        }
    }

    /** Checks the next record for the session's gateway. */
    public void check(Object body) {
        if (body instanceof InboxDelivery inbox && inbox.getUserId().equals(userId)) {
            if (inbox.getSessionId() == null || inbox.getSessionId().equals(sessionId)) {
                enter(inbox);
            }
        } else if (body instanceof EventDelivery delivery
                && delivery.getUserIds().contains(userId)) {
            take(delivery.getEvent());
        }
    }

    /**
     * No record is ahead of the log. A whole inbox, even a later one, begins a session; a changed entry only a
     * conversation that was unknown.
     */
    private void enter(InboxDelivery inbox) {
        for (InboxEntry entry : inbox.getConversations()) {
            Roster roster = log.get(entry.getConversationId());
            assertThat(entry.getHead())
                    .as("the head of %s in the inbox of %s", entry, sessionId)
                    .isLessThanOrEqualTo(roster == null ? 0 : roster.newest);
            heads.merge(
                    entry.getConversationId(),
                    entry.getHead(),
                    (before, head) -> inbox.getWhole() ? Long.valueOf(Math.max(before, head)) : before);
        }
    }

    private void take(Event event) {
        Roster roster = log.get(event.getConversationId());
        assertThat(roster).as("the log of what %s gets: %s", sessionId, event).isNotNull();
        assertThat(event).as("%s gets what is due to it", sessionId).isEqualTo(roster.due.get(event.getSequence()));
        delivered
                .computeIfAbsent(event.getConversationId(), conversation -> new HashSet<>())
                .add(event.getSequence());
    }

    /** Checks that nothing is missing, once everything has been delivered. */
    public void checkComplete() {
        log.forEach((conversationId, roster) -> {
            Long head = heads.get(conversationId);
            if (head == null) {
                assertThat(roster.members)
                        .as("members of %s, of which %s knows nothing", conversationId, sessionId)
                        .doesNotContain(userId);
                return;
            }
            assertThat(delivered.getOrDefault(conversationId, Set.of()))
                    .as("deliveries to %s of %s after %s", sessionId, conversationId, head)
                    .containsAll(roster.due.tailMap(head + 1).keySet());
        });
    }
}
