package io.parley.push.lane;

import io.parley.push.notification.Notification;
import io.parley.push.provider.Answer;
import io.parley.push.provider.Provider;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Has each answer before it is asked, but for the first. */
final class ImmediateProvider implements Provider {

    private final CompletableFuture<Answer> first = new CompletableFuture<>();

    /** The answer to the first notification. */
    CompletableFuture<Answer> first() {
        return first;
    }

    @Override
    public String name() {
        return "immediate";
    }

    @Override
    public int mostInFlight() {
        return 1;
    }

    @Override
    public CompletionStage<Answer> send(Notification notification) {
        return first.isDone() ? CompletableFuture.completedFuture(new Answer.Sent("id")) : first;
    }

    @Override
    public void close() {}
}
