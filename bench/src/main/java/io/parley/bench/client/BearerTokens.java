package io.parley.bench.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Gets the tokens of many users, several at a time. */
record BearerTokens(Tokens tokens) {

    private static final int AT_A_TIME = 8;

    /** Returns the tokens in the order of the users. */
    List<String> of(List<String> users) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<String>> asked = new ArrayList<>();
            for (String user : users) {
                asked.add(threads.submit(() -> tokens.token(user)));
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
