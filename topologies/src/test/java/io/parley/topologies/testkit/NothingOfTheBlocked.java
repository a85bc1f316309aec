package io.parley.topologies.testkit;

import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.PreferencesDelivery;
import io.parley.avro.WithheldDelivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session whose user has blocked somebody gets nothing new that they write in the direct conversation of the two: of
 * each event its place alone. It hears of no direct conversation that they begin, and of no group that they put the user
 * into. Repeats of what came before are allowed.
 *
 * <pre>
 *  (p{…}: the preferences; bob is blocked by ann, whose session it is)
 *
 *  valid:    entry{head: 4} 5=bob p{bob} withheld 6 5=bob    ·    p{bob} withheld 6 p{} 7=bob
 *  invalid:  p{bob} 6=bob    ·    p{bob} 1=created by bob    ·    p{bob} 5=bob adds ann
 * </pre>
 */
public final class NothingOfTheBlocked {

    private final String userId;
    private final String sessionId;
    private final Map<String, Long> heads = new HashMap<>();
    private final Map<String, String> peers = new HashMap<>();
    private List<String> announced = List.of();
    private List<String> blocked = List.of();
    private final Set<String> ending = new HashSet<>();

    public NothingOfTheBlocked(String userId, String sessionId) {
        this.userId = userId;
        this.sessionId = sessionId;
    }

    /**
     * Notes that a user's end of a block is in the log. Until the user's session hears of it either is right: after a
     * crash, what came before the end may be decided again with it.
     */
    public void ends(String blockerId, String blockedId) {
        if (blockerId.equals(userId)) {
            ending.add(blockedId);
        }
    }

    /** Checks the next record for a gateway. */
    public void check(Object body) {
        if (!Addressees.include(body, userId, sessionId)) {
            return;
        }
        if (body instanceof PreferencesDelivery delivery) {
            List<String> now = delivery.getPreferences().getBlocked();
            ending.retainAll(now);
            if (delivery.getSessionId() == null) {
                blocked = now;
            } else {
                announced = now;
            }
        } else if (body instanceof InboxDelivery inbox) {
            inbox(inbox);
        } else if (body instanceof WithheldDelivery withheld) {
            heads.merge(withheld.getConversationId(), withheld.getSequence(), Math::max);
        } else if (body instanceof EventDelivery delivery) {
            event(delivery.getEvent());
        }
    }

    private void inbox(InboxDelivery inbox) {
        for (InboxEntry entry : inbox.getConversations()) {
            heads.merge(entry.getConversationId(), entry.getHead(), Math::max);
            if (entry.getPeer() != null) {
                peers.put(entry.getConversationId(), entry.getPeer());
            }
        }
        if (inbox.getWhole() && inbox.getLast()) {
            blocked = announced;
            announced = List.of();
        }
    }

    private void event(Event event) {
        String conversationId = event.getConversationId();
        boolean isNew = event.getSequence() > heads.getOrDefault(conversationId, 0L);
        if (isNew && blocked.contains(event.getSenderId()) && !ending.contains(event.getSenderId())) {
            assertThat(isHidden(event))
                    .as("%s has blocked %s, and gets %s", userId, event.getSenderId(), event)
                    .isFalse();
        }
        heads.merge(conversationId, event.getSequence(), Math::max);
    }

    private boolean isHidden(Event event) {
        if (event.getBody() instanceof Created created) {
            return created.getKind() == ConversationKind.DIRECT
                    || created.getMembers().stream()
                            .anyMatch(member -> member.getUserId().equals(userId));
        }
        return (event.getBody() instanceof Added added && added.getMembers().contains(userId))
                || event.getSenderId().equals(peers.get(event.getConversationId()));
    }
}
