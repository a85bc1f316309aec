package io.parley.gateway.session.stream;

import io.parley.avro.Added;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.Removed;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.presence.PresenceViewer;
import io.parley.gateway.presence.PresenceWatches;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.preference.SessionPreferences;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Tracks the conversations that a session has open or is about to open, and sends the presence of their members, except
 * in large groups. For the session's event loop.
 */
public final class OpenConversations implements PresenceViewer, SessionPart {

    private final SessionPreferences preferences;
    private final PresenceWatches watches;
    private final FrameSender sender;
    private final SeenUsers seen;

    /** The members of each conversation that is open and not large. */
    private final Map<String, OpenMembers> members = new HashMap<>();

    /** The large groups that are open. */
    private final Set<String> large = new HashSet<>();

    private final PendingOpens asked = new PendingOpens();

    private final Overtaken overtaken = new Overtaken();

    private Runnable whenAnswered = () -> {};

    public OpenConversations(
            String userId, SessionPreferences preferences, PresenceWatches watches, FrameSender sender) {
        this.preferences = preferences;
        this.watches = watches;
        this.sender = sender;
        this.seen = new SeenUsers(userId, preferences, sender);
    }

    /** The number of conversations that are open or requested. */
    public int size() {
        return members.size() + large.size() + asked.size();
    }

    /** The number of opens without an answer. */
    public int unanswered() {
        return asked.size();
    }

    /** Sets a task that runs after each answer to an open. */
    public void whenAnswered(Runnable task) {
        whenAnswered = task;
    }

    boolean isOpen(String conversationId) {
        return members.containsKey(conversationId) || large.contains(conversationId);
    }

    /** Whether it is open or about to be. */
    public boolean isWanted(String conversationId) {
        return isOpen(conversationId) || asked.isWanted(conversationId);
    }

    /** The conversations that are open or about to be, now. */
    public Set<String> wanted() {
        Set<String> wanted = asked.wanted();
        wanted.addAll(members.keySet());
        wanted.addAll(large);
        return wanted;
    }

    /** Notes the client's open; the answer is on its way. */
    public void ask(Correlation correlation) {
        asked.ask(correlation);
    }

    /** Notes an open by the gateway itself, for a conversation that was open; the client gets the answer. */
    public void askAgain(String conversationId) {
        asked.askAgain(conversationId);
    }

    /** Forgets opens that the client has closed since, when their answers may be lost. */
    public void forgetWithdrawn() {
        asked.forgetWithdrawn();
    }

    /** Removes an open that {@link #opened} won't answer. Returns it, or null if there is none. */
    public PendingOpens.Asked refused(String conversationId) {
        PendingOpens.Asked first = asked.answered(conversationId);
        forgetUnlessAsked(conversationId);
        whenAnswered.run();
        return first;
    }

    /**
     * Handles the answer: sends it, and then the known presence of the members. Ignores a repeated answer, unless its
     * head is ahead of the client: then the open conversation continues from there.
     *
     * @param nowLarge whether the conversation is large by now
     * @param fartherOn whether its head is above the position of the session's stream, and no event brings the rest
     */
    void opened(OpenedDelivery opened, boolean nowLarge, boolean fartherOn) {
        answer(opened, nowLarge, fartherOn);
        forgetUnlessAsked(opened.getConversationId());
        whenAnswered.run();
    }

    private void answer(OpenedDelivery opened, boolean nowLarge, boolean fartherOn) {
        String conversation = opened.getConversationId();
        PendingOpens.Asked first = asked.answered(conversation);
        if (first == null && fartherOn && isOpen(conversation)) {
            sender.send(sender.frames().opened(opened));
            return;
        }
        if (first == null || (first.isWithdrawn() && !first.isByClient())) {
            return;
        }
        sender.send(sender.frames().opened(opened));
        if (first.isWithdrawn()) {
            return;
        }
        if (nowLarge) {
            large.add(conversation);
            unseeMembersOf(conversation);
            return;
        }
        OpenMembers now = new OpenMembers(opened);
        overtaken.applyTo(now, opened);
        OpenMembers before = members.put(conversation, now);
        see(now.seen());
        if (before != null) {
            unsee(before.seen());
        }
    }

    /** Notes that the conversation is a large group from now on. */
    void grown(String conversationId) {
        if (unseeMembersOf(conversationId)) {
            large.add(conversationId);
        }
    }

    /** Notes an event that was sent: the members of an open conversation may have changed. */
    void passed(Event event) {
        if (asked.isWanted(event.getConversationId())) {
            overtaken.passed(event);
        }
        OpenMembers present = members.get(event.getConversationId());
        if (present == null) {
            return;
        }
        if (event.getBody() instanceof Added added) {
            see(present.joined(added.getMembers()));
        } else if (event.getBody() instanceof Removed removed) {
            unsee(present.left(removed.getMembers()));
        } else if (event.getBody() instanceof Message) {
            see(present.tookPart(List.of(event.getSenderId())));
        }
    }

    /** Notes that members of a conversation moved their read marks: from now on their presence is seen, if it is open. */
    void tookPart(String conversationId, Collection<String> userIds) {
        if (asked.isWanted(conversationId)) {
            overtaken.read(conversationId, userIds);
        }
        OpenMembers present = members.get(conversationId);
        if (present != null) {
            see(present.tookPart(userIds));
        }
    }

    /** Notes that the user may have blocked others since, or no longer. */
    void visibilityChanged() {
        seen.review();
    }

    /** Returns whom the user has blocked, as far as they may be members of the conversation. */
    public List<String> blockedIn(String conversationId) {
        OpenMembers present = members.get(conversationId);
        return present == null ? preferences.blocked() : preferences.blockedAmong(present.present());
    }

    /** Closes a conversation for the client. Returns whether there was anything to close. */
    public boolean close(String conversationId) {
        boolean withdrawn = asked.withdraw(conversationId);
        overtaken.forget(conversationId);
        boolean closed = unseeMembersOf(conversationId) || large.remove(conversationId);
        return withdrawn || closed;
    }

    /** Closes every conversation. */
    @Override
    public void onClose() {
        watches.lookAway(this, seen.userIds());
        seen.clear();
        members.clear();
        large.clear();
        asked.clear();
        overtaken.clear();
    }

    @Override
    public Executor executor() {
        return sender.executor();
    }

    @Override
    public void presenceChanged(PresenceChange change, ServerFrame frame) {
        seen.changed(change, frame);
    }

    /** Sends the statuses that changed while the client didn't read. */
    @Override
    public void onWritable() {
        seen.onWritable();
    }

    private void forgetUnlessAsked(String conversationId) {
        if (!asked.isWanted(conversationId)) {
            overtaken.forget(conversationId);
        }
    }

    private void see(Collection<String> users) {
        if (!users.isEmpty()) {
            seen.add(users);
            watches.look(this, users).forEach(seen::show);
        }
    }

    private boolean unseeMembersOf(String conversationId) {
        OpenMembers present = members.remove(conversationId);
        if (present == null) {
            return false;
        }
        unsee(present.seen());
        return true;
    }

    private void unsee(Collection<String> users) {
        watches.lookAway(this, seen.remove(users));
    }
}
