package io.parley.push;

import io.parley.push.notification.Notification;
import io.parley.push.provider.Answer;
import io.parley.push.provider.Provider;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what it is asked for until the test answers, in the place of a provider that does what real ones do rarely. */
public final class ScriptedProvider implements Provider {

    private final int mostInFlight;
    private final List<Asked> asked = new ArrayList<>();
    private final Deque<Asked> waiting = new ArrayDeque<>();

    /** A notification that the lanes have sent, and its answer. */
    public record Asked(Notification notification, CompletableFuture<Answer> answer) {}

    public ScriptedProvider(int mostInFlight) {
        this.mostInFlight = mostInFlight;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public int mostInFlight() {
        return mostInFlight;
    }

    @Override
    public CompletionStage<Answer> send(Notification notification) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Asked one = new Asked(notification, answer);
        asked.add(one);
        waiting.add(one);
        return answer;
    }

    /** Answers the one that waits longest. */
    public void answer(Answer answer) {
        waiting.remove().answer.complete(answer);
    }

    /** Lets the one that waits longest fail. */
    public void fail(Throwable failure) {
        waiting.remove().answer.completeExceptionally(failure);
    }

    /** Answers all that wait, and those that this starts. */
    public void answerAll(Answer answer) {
        while (!waiting.isEmpty()) {
            answer(answer);
        }
    }

    /** Returns the one that waits longest. */
    public Notification next() {
        return waiting.element().notification;
    }

    /** Lets the one that waits longest wait longer than the others. */
    public void postpone() {
        waiting.add(waiting.remove());
    }

    public int underWay() {
        return waiting.size();
    }

    /** What it was asked for so far, in this order. */
    public List<Notification> asked() {
        return asked.stream().map(Asked::notification).toList();
    }

    public List<Long> sequences() {
        return asked().stream().map(one -> one.subject().sequence()).toList();
    }

    @Override
    public void close() {}
}
