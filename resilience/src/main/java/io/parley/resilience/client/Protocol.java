package io.parley.resilience.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.resilience.journal.Entry;

import java.util.HashSet;
import java.util.Set;

/**
 * Follows the client protocol for one user: takes the gateway's frames, catches up by number, and sends again what has no
 * outcome under its old id. Not thread-safe: the user's lock guards it.
 */
final class Protocol {

    private static final long RETRY_MILLIS = 200;
    private static final int PAGE = 200;
    private static final int ANNOUNCED_AGAIN = 0;

    private final String userId;
    private final User.Environment environment;
    private final Connection connection;
    private final Timer timer;
    private final Outbox outbox = new Outbox();
    private final Reading reading = new Reading(new Requests());
    private final Watched watched = new Watched();
    private final Set<String> listed = new HashSet<>();
    private boolean ready;

    /** Does something later, under the user's lock. */
    @FunctionalInterface
    interface Timer {

        void later(long millis, Runnable work);
    }

    Protocol(String userId, User.Environment environment, Connection connection, Timer timer) {
        this.userId = userId;
        this.environment = environment;
        this.connection = connection;
        this.timer = timer;
    }

    /** Returns whether the session has its inbox. */
    boolean isReady() {
        return ready;
    }

    /** Returns whether nothing waits for its outcome, nothing is missing and all is open that is watched. */
    boolean isSettled() {
        return ready
                && outbox.isEmpty()
                && reading.isComplete()
                && watched.missing().isEmpty();
    }

    /** Sends a command, now or when the session is ready, until its outcome is known. */
    void command(String conversation, ObjectNode frame) {
        Outbox.Command command = outbox.add(conversation, frame);
        if (ready) {
            send(command);
        }
    }

    /** Keeps a conversation open on every connection. */
    void watch(String conversation) {
        watched.add(conversation);
        openWatched();
    }

    /** Opens what is watched and isn't open. */
    void openWatched() {
        if (ready) {
            watched.missing()
                    .forEach(
                            conversation -> connection.send(Socket.frame("open").put("conversationId", conversation)));
        }
    }

    /** Takes note that the connection of the moment is gone. */
    void closed(int code) {
        journal(new Entry.Closed(environment.journal().now(), connection.session(), userId, code));
        forgetSession();
        reading.disconnected();
    }

    /** Takes a frame of the socket of the moment. */
    void frame(Socket from, JsonNode frame) {
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

    private void forgetSession() {
        ready = false;
        watched.closeAll();
        listed.clear();
    }

    private static String conversation(JsonNode frame) {
        return frame.path("conversationId").asText();
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
            // What the gateway promised to have given, not what came: a gap has to show.
            journal(new Entry.CaughtUp(now, connection.session(), userId, conversation, reading.asked(conversation)));
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
            timer.later(retryAfterMillis, () -> sendAgain(id));
        } else {
            outbox.remove(id);
        }
    }

    private void pageRefused(String conversation, boolean again, long retryAfterMillis) {
        if (again) {
            timer.later(retryAfterMillis, () -> reading.pageEnded(conversation, true));
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

    private void journal(Entry entry) {
        environment.journal().add(entry);
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
            timer.later(RETRY_MILLIS, () -> reading.catchUp(conversation));
        }
    }
}
