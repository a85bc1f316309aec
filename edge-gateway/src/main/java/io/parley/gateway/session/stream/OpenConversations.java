package io.parley.gateway.session.stream;

import io.parley.avro.Added;
import io.parley.avro.Event;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.Removed;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.presence.PresenceViewer;
import io.parley.gateway.presence.PresenceWatches;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionPart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Tracks the conversations that a session has open or is about to open, and sends the presence of their members, except
 * in large groups. For the session's event loop.
 */
public final class OpenConversations implements PresenceViewer, SessionPart {

    private final PresenceWatches watches;
    private final FrameSender sender;

    /** The members of each conversation that is open and not large. */
    private final Map<String, Set<String>> members = new HashMap<>();

    /** The large groups that are open. */
    private final Set<String> large = new HashSet<>();

    private final Map<String, Integer> timesSeen = new HashMap<>();
    private final PendingOpens asked = new PendingOpens();

    /** Statuses that changed while the client didn't read: the last of each user. */
    private final Map<String, ServerFrame> waiting = new LinkedHashMap<>();

    private Runnable whenAnswered = () -> {};

    public OpenConversations(PresenceWatches watches, FrameSender sender) {
        this.watches = watches;
        this.sender = sender;
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
        Set<String> present = new HashSet<>();
        opened.getMembers().forEach(member -> present.add(member.getUserId()));
        Set<String> before = members.put(conversation, present);
        see(present);
        if (before != null) {
            unsee(before);
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
        Set<String> present = members.get(event.getConversationId());
        if (present == null) {
            return;
        }
        if (event.getBody() instanceof Added added) {
            List<String> fresh = new ArrayList<>(added.getMembers());
            fresh.removeIf(user -> !present.add(user));
            see(fresh);
        } else if (event.getBody() instanceof Removed removed) {
            List<String> gone = new ArrayList<>(removed.getMembers());
            gone.removeIf(user -> !present.remove(user));
            unsee(gone);
        }
    }

    /** Closes a conversation for the client. Returns whether there was anything to close. */
    public boolean close(String conversationId) {
        boolean withdrawn = asked.withdraw(conversationId);
        boolean closed = unseeMembersOf(conversationId) || large.remove(conversationId);
        return withdrawn || closed;
    }

    /** Closes every conversation. */
    @Override
    public void onClose() {
        watches.lookAway(this, timesSeen.keySet());
        timesSeen.clear();
        waiting.values().forEach(ServerFrame::release);
        waiting.clear();
        members.clear();
        large.clear();
        asked.clear();
    }

    @Override
    public Executor executor() {
        return sender.executor();
    }

    @Override
    public void presenceChanged(String userId, ServerFrame frame) {
        if (!timesSeen.containsKey(userId)) {
            frame.release();
        } else if (sender.isWritable() && waiting.isEmpty()) {
            sender.send(frame);
        } else {
            ServerFrame older = waiting.put(userId, frame);
            if (older != null) {
                older.release();
            }
        }
    }

    /** Sends the statuses that changed while the client didn't read. */
    @Override
    public void onWritable() {
        Iterator<Map.Entry<String, ServerFrame>> each = waiting.entrySet().iterator();
        while (each.hasNext() && sender.isWritable()) {
            Map.Entry<String, ServerFrame> next = each.next();
            each.remove();
            if (timesSeen.containsKey(next.getKey())) {
                sender.send(next.getValue());
            } else {
                next.getValue().release();
            }
        }
    }

    private void see(Collection<String> users) {
        users.forEach(user -> timesSeen.merge(user, 1, Integer::sum));
        for (PresenceChange known : watches.look(this, users)) {
            sender.send(sender.frames().presence(known));
        }
    }

    private boolean unseeMembersOf(String conversationId) {
        Set<String> present = members.remove(conversationId);
        if (present == null) {
            return false;
        }
        unsee(present);
        return true;
    }

    private void unsee(Collection<String> users) {
        List<String> unseen = new ArrayList<>();
        for (String user : users) {
            if (timesSeen.merge(user, -1, OpenConversations::lessOrNone) == null) {
                unseen.add(user);
            }
        }
        watches.lookAway(this, unseen);
    }

    private static Integer lessOrNone(Integer times, Integer change) {
        return times + change > 0 ? times + change : null;
    }
}
