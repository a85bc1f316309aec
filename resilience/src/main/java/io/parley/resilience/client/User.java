package io.parley.resilience.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.resilience.journal.Journal;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Uses Parley as the protocol asks for: connects to any gateway, catches up by number, sends again what has no outcome
 * under its old id, and gives up a connection that is silent. Writes all that it sends and sees into the journal. Safe
 * for many threads.
 */
public final class User {

    private static final long SILENCE_MILLIS = 7_000;

    private final String userId;
    private final Environment environment;
    private final Connection connection;
    private final Protocol protocol;

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
        protocol = new Protocol(userId, environment, connection, this::later);
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
        return protocol.isReady();
    }

    /** Returns whether nothing that was sent waits for its outcome, nothing is missing and all is open that is watched. */
    public synchronized boolean isSettled() {
        return protocol.isSettled();
    }

    /** Keeps the conversation open on every connection, so that presence of its members is shown. */
    public synchronized void watch(String conversation) {
        protocol.watch(conversation);
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

    private synchronized Socket current() {
        return connection.socket();
    }

    private synchronized void openWatched() {
        protocol.openWatched();
    }

    private synchronized void send(String conversation, ObjectNode frame) {
        protocol.command(conversation, frame);
    }

    private synchronized void frame(Socket from, JsonNode frame) {
        if (from == connection.socket()) {
            protocol.frame(from, frame);
        }
    }

    private synchronized void closed(Socket from, int code) {
        if (from != connection.socket()) {
            return;
        }
        protocol.closed(code);
        long wait = connection.lost();
        if (connection.isWanted()) {
            later(wait, connection::connect);
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
}
