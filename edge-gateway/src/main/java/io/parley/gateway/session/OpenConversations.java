package io.parley.gateway.session;

import io.parley.avro.Added;
import io.parley.avro.Event;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.Removed;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.presence.PresenceViewer;
import io.parley.gateway.presence.PresenceWatches;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The conversations that a session has open or is about to open, and whose members' presence its client therefore sees.
 * For the session's event loop.
 */
final class OpenConversations implements PresenceViewer {

    private final PresenceWatches watches;
    private final Outlet outlet;
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Integer> timesSeen = new HashMap<>();
    private final PendingOpens asked = new PendingOpens();

    OpenConversations(PresenceWatches watches, Outlet outlet) {
        this.watches = watches;
        this.outlet = outlet;
    }

    /** How many conversations are open or asked for. */
    int size() {
        return members.size() + asked.size();
    }

    boolean isOpen(String conversationId) {
        return members.containsKey(conversationId);
    }

    /** Whether it is open or about to be. */
    boolean isWanted(String conversationId) {
        return isOpen(conversationId) || asked.isWanted(conversationId);
    }

    /** What is open or about to be, now. */
    Set<String> wanted() {
        Set<String> wanted = asked.wanted();
        wanted.addAll(members.keySet());
        return wanted;
    }

    /** The client asked for it; the answer is on its way. */
    void ask(Correlation correlation) {
        asked.ask(correlation);
    }

    /** The gateway itself asks for what was open, and the client gets the answer. */
    void askAgain(String conversationId) {
        asked.askAgain(conversationId);
    }

    /** What was asked won't be answered by {@link #opened}. What it was, or null when nothing was asked. */
    PendingOpens.Asked refused(String conversationId) {
        return asked.answered(conversationId);
    }

    /** The answer is there: it is sent, and after it what is known of the members. A repeated answer is ignored. */
    void opened(OpenedDelivery opened) {
        PendingOpens.Asked first = asked.answered(opened.getConversationId());
        if (first == null || (first.isWithdrawn() && !first.isByClient())) {
            return;
        }
        outlet.send(outlet.frames().opened(opened));
        if (first.isWithdrawn()) {
            return;
        }
        Set<String> present = new HashSet<>();
        if (!opened.getLarge()) {
            opened.getMembers().forEach(member -> present.add(member.getUserId()));
        }
        Set<String> before = members.put(opened.getConversationId(), present);
        see(present);
        if (before != null) {
            unsee(before);
        }
    }

    /** An event was sent; who is in an open conversation may have changed. */
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

    /** The client closed it. Whether there was anything to close. */
    boolean close(String conversationId) {
        boolean any = asked.withdraw(conversationId);
        Set<String> present = members.remove(conversationId);
        if (present != null) {
            unsee(present);
            any = true;
        }
        return any;
    }

    /** The session's end. */
    void closeAll() {
        watches.lookAway(this, timesSeen.keySet());
        timesSeen.clear();
        members.clear();
        asked.clear();
    }

    @Override
    public Executor executor() {
        return outlet.executor();
    }

    @Override
    public void presenceChanged(String userId, ServerFrame frame) {
        if (timesSeen.containsKey(userId)) {
            outlet.send(frame);
        } else {
            frame.release();
        }
    }

    private void see(Collection<String> users) {
        users.forEach(user -> timesSeen.merge(user, 1, Integer::sum));
        for (PresenceChange known : watches.look(this, users)) {
            outlet.send(outlet.frames().presence(known));
        }
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
