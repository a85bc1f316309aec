package io.parley.resilience.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.Journal;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Uses Parley as the protocol asks for: connects to any gateway, catches up by number, sends again what has no outcome
 * under its old id, and gives up a connection that is silent. Writes all that it sends and sees into the journal. Safe
 * for many threads.
 */
public final class User {

    private static final long RETRY_MILLIS = 200;
    private static final long SILENCE_MILLIS = 7_000;
    private static final int PAGE = 200;
    private static final int ANNOUNCED_AGAIN = 0;

    private final String userId;
    private final Environment environment;
    private final Connection connection;
    private final Outbox outbox = new Outbox();
    private final Reading reading = new Reading(new Requests());
    private final Watched watched = new Watched();
    private final Set<String> listed = new HashSet<>();
    private boolean ready;

    /**
     * Names what all users of a run share.
     *
     * @param gateways where clients connect, in turn
     * @param secret with which tokens are signed
     * @param timer for retries
     */
    public record Environment(
            HttpClient http, List<URI> gateways, String secret, Journal journal, ScheduledExecutorService timer) {}

    public User(String userId, Environment environment) {
        this.userId = userId;
        this.environment = environment;
        connection = new Connection(userId, environment, new Incoming());
    }

    public String userId() {
        return userId;
    }

    /** Connects, and connects again whenever the connection is lost, until {@link #leave}. */
    public synchronized void enter() {
        connection.want(true);
        connection.connect();
    }

    /** Closes the connection in order and stays away. */
    public void leave() {
        Socket leaving;
        synchronized (this) {
            connection.want(false);
            leaving = connection.socket();
        }
        if (leaving != null) {
            leaving.close();
        }
    }

    /** Loses the connection without a word; comes back by itself. */
    public void dropOff() {
        Socket lost = current();
        if (lost != null) {
            lost.abort();
        }
    }

    /** Returns whether the user is connected or tries to be. */
    public synchronized boolean isWanted() {
        return connection.isWanted();
    }

    /** Returns whether the session has its inbox. */
    public synchronized boolean isReady() {
        return ready;
    }

    /** Returns whether nothing that was sent waits for its outcome, nothing is missing and all is open that is watched. */
    public synchronized boolean isSettled() {
        return ready
                && outbox.isEmpty()
                && reading.isComplete()
                && watched.missing().isEmpty();
    }

    /** Sends a message. */
    public void say(String conversation, String content) {
        send(conversation, Socket.frame("send").put("content", content));
    }

    /** Creates a group, and returns its id. */
    public String createGroup(String title, Collection<String> members) {
        String conversation = UUID.randomUUID().toString();
        send(
                conversation,
                Outbox.withMembers("create", members).put("kind", "group").put("title", title));
        return conversation;
    }

    /** Adds members to a group. */
    public void add(String conversation, Collection<String> members) {
        send(conversation, Outbox.withMembers("add", members));
    }

    /** Removes members from a group. */
    public void remove(String conversation, Collection<String> members) {
        send(conversation, Outbox.withMembers("remove", members));
    }

    /** Keeps the conversation open on every connection, so that presence of its members is shown. */
    public synchronized void watch(String conversation) {
        watched.add(conversation);
        openWatched();
    }

    /** Asks for a sign of life, breaks a connection that has given none for long, and opens what isn't open. */
    public void heartbeat() {
        Socket current = current();
        if (current == null) {
            return;
        }
        if (current.silence().toMillis() > SILENCE_MILLIS) {
            current.abort();
        } else {
            current.send(Socket.frame("ping"));
            openWatched();
        }
    }

    private synchronized void closed(Socket from, int code) {
        if (from != connection.socket()) {
            return;
        }
        journal(new Entry.Closed(environment.journal().now(), connection.session(), userId, code));
        forgetSession();
        reading.disconnected();
        long wait = connection.lost();
        if (connection.isWanted()) {
            later(wait, connection::connect);
        }
    }

    private void forgetSession() {
        ready = false;
        watched.closeAll();
        listed.clear();
    }

    private synchronized void frame(Socket from, JsonNode frame) {
        if (from != connection.socket()) {
            return;
        }
        long now = environment.journal().now();
        switch (frame.path("type").asText()) {
            case "inbox" -> inbox(frame, now);
            case "event" -> event(frame, now, true);
            case "history" -> history(frame, now);
            case "accepted" ->
                journal(new Entry.Accepted(
                        now, userId, conversation(frame), frame.path("id").asText()));
            case "rejected" -> rejected(frame, now);
            case "opened" -> watched.opened(conversation(frame));
            case "presence" ->
                journal(new Entry.Presence(
                        now,
                        connection.session(),
                        userId,
                        frame.path("userId").asText(),
                        frame.path("status").asText()));
            case "goaway" -> from.close();
            default -> {
                // ready, read, typing, pong: nothing to do.
            }
        }
    }

    private static String conversation(JsonNode frame) {
        return frame.path("conversationId").asText();
    }

    private synchronized Socket current() {
        return connection.socket();
    }

    private synchronized void send(String conversation, ObjectNode frame) {
        Outbox.Command command = outbox.add(conversation, frame);
        if (ready) {
            send(command);
        }
    }

    private void send(Outbox.Command command) {
        journal(new Entry.Sent(
                environment.journal().now(),
                connection.session(),
                userId,
                command.conversation(),
                command.id(),
                command.turn()));
        connection.send(command.frame());
    }

    private synchronized void openWatched() {
        if (ready) {
            watched.missing()
                    .forEach(
                            conversation -> connection.send(Socket.frame("open").put("conversationId", conversation)));
        }
    }

    private void inbox(JsonNode frame, long now) {
        boolean last = frame.path("last").asBoolean();
        if (last && ready) {
            announcedAgain(now);
        }
        for (JsonNode entry : frame.path("conversations")) {
            String conversation = conversation(entry);
            long head = entry.path("head").asLong();
            journal(new Entry.Head(now, connection.session(), userId, conversation, head));
            reading.head(conversation, head);
            if (ready) {
                // Mostly the event is under way; a member who was just added has a past to read.
                reading.catchUpLater(conversation);
            } else {
                listed.add(conversation);
                reading.catchUp(conversation);
            }
        }
        if (last && !ready) {
            becomeReady(now);
        }
    }

    /** Takes a whole inbox of a session that has one: its gateway had lost its lease, and what came since may lack. */
    private void announcedAgain(long now) {
        journal(new Entry.Closed(now, connection.session(), userId, ANNOUNCED_AGAIN));
        connection.announcedAgain();
        forgetSession();
    }

    private void becomeReady(long now) {
        ready = true;
        connection.ready();
        // Of all others the user is no member any more.
        reading.keep(listed);
        journal(new Entry.Ready(now, connection.session(), userId));
        openWatched();
        outbox.all().forEach(this::send);
    }

    private void event(JsonNode event, long now, boolean live) {
        journal(new Entry.Seen(now, connection.session(), userId, live, Events.of(event)));
        if (event.path("senderId").asText().equals(userId)) {
            outbox.remove(event.path("id").asText());
            outbox.remove(event.path("answers").asText());
        }
        reading.seen(conversation(event), event.path("sequence").asLong());
        if (live && isOwnRemoval(event)) {
            reading.forget(conversation(event));
        }
    }

    private boolean isOwnRemoval(JsonNode event) {
        boolean own = false;
        for (JsonNode member : event.path("members")) {
            own |= member.asText().equals(userId);
        }
        return own && event.path("kind").asText().equals("removed");
    }

    private void history(JsonNode page, long now) {
        String conversation = conversation(page);
        page.path("events").forEach(event -> event(event, now, false));
        boolean more = page.path("more").asBoolean();
        if (page.path("complete").asBoolean() && !more) {
            journal(new Entry.CaughtUp(now, connection.session(), userId, conversation, reading.seen(conversation)));
        }
        reading.pageEnded(conversation, more);
    }

    private void rejected(JsonNode frame, long now) {
        String code = frame.path("code").asText();
        boolean again = code.equals("unavailable") || code.equals("rate_limited");
        long retryAfterMillis = frame.path("retryAfterMs").asLong(RETRY_MILLIS);
        if (frame.hasNonNull("ref")) {
            pageRefused(frame.path("ref").asText(), again, retryAfterMillis);
            return;
        }
        String id = frame.path("id").asText();
        Outbox.Command command = outbox.find(id);
        if (command == null) {
            return;
        }
        journal(new Entry.Rejected(now, userId, command.conversation(), id, code));
        if (again) {
            later(retryAfterMillis, () -> sendAgain(id));
        } else {
            outbox.remove(id);
        }
    }

    private void pageRefused(String conversation, boolean again, long retryAfterMillis) {
        if (again) {
            later(retryAfterMillis, () -> reading.pageEnded(conversation, true));
        } else {
            reading.forget(conversation);
        }
    }

    private void sendAgain(String id) {
        Outbox.Command command = outbox.find(id);
        if (command != null && ready) {
            send(command);
        }
    }

    /** Does something later, while no frame is handled. */
    private void later(long millis, Runnable work) {
        var unused = environment
                .timer()
                .schedule(
                        () -> {
                            synchronized (this) {
                                work.run();
                            }
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    private void journal(Entry entry) {
        environment.journal().add(entry);
    }

    /** Hands on what a socket reports. */
    private final class Incoming implements Socket.Handler {

        @Override
        public void frame(Socket from, JsonNode frame) {
            User.this.frame(from, frame);
        }

        @Override
        public void closed(Socket from, int code) {
            User.this.closed(from, code);
        }
    }

    /** Asks for history on the socket of the moment; called while the user is locked. */
    private final class Requests implements Reading.Requests {

        @Override
        public boolean history(String conversation, long after, long through) {
            return connection.send(Socket.frame("history")
                    .put("ref", conversation)
                    .put("conversationId", conversation)
                    .put("after", after)
                    .put("through", through)
                    .put("limit", PAGE));
        }

        @Override
        public void later(String conversation) {
            User.this.later(RETRY_MILLIS, () -> reading.catchUp(conversation));
        }
    }
}
